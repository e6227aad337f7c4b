package assay.activities.store;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** What each person did in a campaign. */
public final class AnnotatorWork {

  /**
   * A person's work, under their number in the campaign.
   *
   * @param seconds the median
   * @param goldRight of the gold questions seen, how many
   * @param compared counted judgments of pairs that people decided
   * @param agreed of those, how often on the side of the label
   */
  public record OfOne(
      int number,
      long judgments,
      BigDecimal seconds,
      long goldSeen,
      long goldRight,
      long compared,
      long agreed,
      BigDecimal usd) {}

  private static final String WORK =
      """
      select l.member, count(*) as judgments,
        percentile_cont(0.5) within group (order by l.tenths) as tenths,
        count(*) filter (where l.stage = 'gold') as gold_seen,
        count(*) filter (where l.stage = 'gold' and %1$s = %2$s) as gold_right,
        count(*) filter (where l.stage <> 'gold' and l.counted and s.label is not null) as compared,
        count(*) filter (where l.stage <> 'gold' and l.counted and %1$s = %3$s) as agreed,
        sum(l.pay_usd) as usd
      from lease l
      join pair p on p.campaign = l.campaign and p.ix = l.pair
      left join label s on s.campaign = l.campaign and s.ix = l.pair
        and s.decided_by in ('human', 'expert', 'spot_check')
      where l.campaign = :c and l.state = 'done'
      group by l.member order by l.member
      """
          .formatted(side("l.answer"), side("p.gold"), side("s.label"));

  private final Jdbi jdbi;

  public AnnotatorWork(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  private static String side(String label) {
    return "translate(" + label + ", '>', '')";
  }

  /** By number. */
  public List<OfOne> of(int campaign) {
    return jdbi.withHandle(
        h ->
            h.createQuery(WORK)
                .bind("c", campaign)
                .map(
                    (row, context) ->
                        new OfOne(
                            row.getInt("member"),
                            row.getLong("judgments"),
                            BigDecimal.valueOf(row.getDouble("tenths") / 10)
                                .setScale(1, RoundingMode.HALF_UP),
                            row.getLong("gold_seen"),
                            row.getLong("gold_right"),
                            row.getLong("compared"),
                            row.getLong("agreed"),
                            row.getBigDecimal("usd").setScale(2, RoundingMode.HALF_UP)))
                .list());
  }
}
