package assay.activities.store;

import assay.activities.store.Campaigns.Campaign;
import assay.domain.TaskType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** What each person did in a campaign. */
public final class AnnotatorWork {

  /**
   * A person's work, under their number in the campaign.
   *
   * @param seconds the median
   * @param goldRight of the gold questions seen, how many
   * @param compared counted judgments of items that people decided; 0 where no answer is right
   * @param agreed of those, how many would be right if the label were gold
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
      select member, count(*) as judgments,
        percentile_cont(0.5) within group (order by tenths) as tenths, sum(pay_usd) as usd
      from lease where campaign = :c and state = 'done'
      group by member order by member
      """;

  private static final String COMPARED =
      """
      select l.member, l.answer, p.gold, s.label
      from lease l
      join pair p on p.campaign = l.campaign and p.ix = l.pair
      left join label s on s.campaign = l.campaign and s.ix = l.pair and l.counted
        and s.decided_by in ('human', 'expert', 'spot_check')
      where l.campaign = :c and l.state = 'done' and (p.gold is not null or s.label is not null)
      """;

  private static final int FETCHED = 1000;

  /** Right answers and those they are among. */
  private static final class Counts {
    long goldSeen;
    long goldRight;
    long compared;
    long agreed;
  }

  private final Jdbi jdbi;

  public AnnotatorWork(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** By number. */
  public List<OfOne> of(Campaign campaign) {
    return jdbi.inTransaction(
        h -> {
          Map<Integer, Counts> counts = counts(h, campaign);
          return h.createQuery(WORK)
              .bind("c", campaign.id())
              .map((row, context) -> of(row, counts.get(row.getInt("member"))))
              .list();
        });
  }

  private static OfOne of(ResultSet row, @Nullable Counts counted) throws SQLException {
    Counts counts = counted == null ? new Counts() : counted;
    return new OfOne(
        row.getInt("member"),
        row.getLong("judgments"),
        BigDecimal.valueOf(row.getDouble("tenths") / 10).setScale(1, RoundingMode.HALF_UP),
        counts.goldSeen,
        counts.goldRight,
        counts.compared,
        counts.agreed,
        row.getBigDecimal("usd").setScale(2, RoundingMode.HALF_UP));
  }

  private static Map<Integer, Counts> counts(Handle h, Campaign campaign) {
    TaskType task = campaign.spec().task();
    Map<Integer, Counts> counts = new HashMap<>();
    if (!task.comparable()) {
      return counts;
    }
    try (var rows =
        h
            .createQuery(COMPARED)
            .bind("c", campaign.id())
            .setFetchSize(FETCHED)
            .map(
                (row, context) -> {
                  Counts of = counts.computeIfAbsent(row.getInt("member"), m -> new Counts());
                  String gold = row.getString("gold");
                  String known = gold == null ? row.getString("label") : gold;
                  boolean right =
                      task.right(task.decode(row.getString("answer")), task.decode(known));
                  of.goldSeen += gold == null ? 0 : 1;
                  of.goldRight += gold != null && right ? 1 : 0;
                  of.compared += gold == null ? 1 : 0;
                  of.agreed += gold == null && right ? 1 : 0;
                  return right;
                })
            .stream()) {
      rows.forEach(right -> {});
    }
    return counts;
  }
}
