package assay.activities.store;

import assay.activities.store.Campaigns.Campaign;
import assay.domain.Answer;
import assay.domain.Classification;
import assay.domain.FreeText;
import assay.domain.LikertScale;
import assay.domain.MultiTurnDialog;
import assay.domain.PairwiseComparison;
import assay.domain.PreferenceRanking;
import assay.domain.SpanAnnotation;
import assay.domain.TaskType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/** What happened in a campaign over time, in spans of equal length. */
public final class Timeline {
  private static final int SPANS = 48;

  /**
   * One span of time.
   *
   * @param until its end
   * @param judgments handed in and not taken back, gold included
   * @param comparisons pairs of counted reviews of one item of which the later one fell into it;
   *     none where answers are not compared
   * @param agreed how far they agree, each from 0 to 1, together
   */
  public record Span(
      Instant until,
      long judgments,
      long comparisons,
      BigDecimal agreed,
      BigDecimal peopleUsd,
      BigDecimal modelsUsd) {}

  private static final String PLACE =
      """
      least(:n, greatest(1, width_bucket(extract(epoch from %s)::double precision,
        :from::double precision, :to::double precision, :n))) - 1
      """;

  private static final String WORK =
      """
      with paid as (
        select ended_at as at, 1 as judgments, pay_usd as usd from lease
        where campaign = :c and state = 'done'
        union all select at, 0, usd from bonus where campaign = :c
        union all select ended_at, 0, pay_usd from practice
        where campaign = :c and ended_at is not null)
      select %s as place, sum(judgments), sum(usd) from paid group by 1
      """
          .formatted(PLACE.formatted("at"));

  private static final String CALLS =
      "select "
          + PLACE.formatted("answered_at")
          + "as place, sum(usd) from model_call where campaign = :c group by 1";

  private static final String AGREEMENT =
      """
      with reviews as (
        select pair, number, ended_at, %%s as side from lease
        where campaign = :c and state = 'done' and counted and stage = 'review')
      select %s as place, count(*), count(*) filter (where a.side = b.side)
      from reviews a join reviews b on a.pair = b.pair and a.number < b.number
      group by 1
      """
          .formatted(PLACE.formatted("greatest(a.ended_at, b.ended_at)"));

  /** Not compared in SQL, and so of the last judgments alone. */
  private static final String REVIEWS =
      """
      select pair, answer, %s as place from lease
      where campaign = :c and state = 'done' and counted and stage = 'review'
      order by number desc limit :most
      """
          .formatted(PLACE.formatted("ended_at"));

  private static final int COMPARED = 50_000;
  private static final int DECIMALS = 6;

  private final Jdbi jdbi;

  public Timeline(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Spans between two times, the earliest first. */
  public List<Span> of(Campaign campaign, Instant from, Instant to) {
    long[] judgments = new long[SPANS];
    BigDecimal[][] usd = new BigDecimal[SPANS][2];
    for (BigDecimal[] each : usd) {
      each[0] = each[1] = BigDecimal.ZERO;
    }
    rows(campaign.id(), from, to, WORK)
        .forEach(
            row -> {
              judgments[row.place] = row.first.longValue();
              usd[row.place][0] = row.second;
            });
    rows(campaign.id(), from, to, CALLS).forEach(row -> usd[row.place][1] = row.first);
    Agreed agreed = agreed(campaign, from, to);
    Duration all = Duration.between(from, to);
    List<Span> spans = new ArrayList<>();
    for (int i = 0; i < SPANS; i++) {
      spans.add(
          new Span(
              from.plus(all.multipliedBy(i + 1L).dividedBy(SPANS)),
              judgments[i],
              agreed.comparisons[i],
              decimal(agreed.sum[i]),
              usd[i][0],
              usd[i][1]));
    }
    return spans;
  }

  private static BigDecimal decimal(double value) {
    BigDecimal trimmed =
        BigDecimal.valueOf(value).setScale(DECIMALS, RoundingMode.HALF_UP).stripTrailingZeros();
    return trimmed.scale() < 0 ? trimmed.setScale(0) : trimmed;
  }

  /** Comparisons by span, and how far their two answers agree, added up. */
  private record Agreed(long[] comparisons, double[] sum) {
    Agreed() {
      this(new long[SPANS], new double[SPANS]);
    }

    void add(int place, long compared, double agreement) {
      comparisons[place] += compared;
      sum[place] += agreement;
    }
  }

  private Agreed agreed(Campaign campaign, Instant from, Instant to) {
    return switch (campaign.spec().task()) {
      case PairwiseComparison pairs -> alike(campaign, from, to, "translate(answer, '>', '')");
      case Classification classes -> alike(campaign, from, to, "answer");
      case FreeText text -> new Agreed();
      case PreferenceRanking type -> byDegrees(campaign, from, to, type);
      case LikertScale type -> byDegrees(campaign, from, to, type);
      case SpanAnnotation type -> byDegrees(campaign, from, to, type);
      case MultiTurnDialog type -> byDegrees(campaign, from, to, type);
    };
  }

  /**
   * Two answers agree or do not.
   *
   * @param side what they have in common when they do
   */
  private Agreed alike(Campaign campaign, Instant from, Instant to, String side) {
    Agreed agreed = new Agreed();
    rows(campaign.id(), from, to, AGREEMENT.formatted(side))
        .forEach(row -> agreed.add(row.place, row.first.longValue(), row.second.doubleValue()));
    return agreed;
  }

  private record Review(int pair, Answer answer, int place) {}

  private Agreed byDegrees(Campaign campaign, Instant from, Instant to, TaskType task) {
    Map<Integer, List<Review>> items = new LinkedHashMap<>();
    jdbi.useHandle(
        h ->
            over(h.createQuery(REVIEWS), campaign.id(), from, to)
                .bind("most", COMPARED)
                .map(
                    (row, context) ->
                        new Review(
                            row.getInt("pair"),
                            task.decode(row.getString("answer")),
                            row.getInt("place")))
                .forEach(
                    review ->
                        items.computeIfAbsent(review.pair, p -> new ArrayList<>()).add(review)));
    Agreed agreed = new Agreed();
    for (List<Review> item : items.values()) {
      for (int i = 0; i < item.size(); i++) {
        for (Review other : item.subList(0, i)) {
          agreed.add(
              Math.max(item.get(i).place, other.place),
              1,
              task.agreement(item.get(i).answer, other.answer));
        }
      }
    }
    return agreed;
  }

  private record Row(int place, BigDecimal first, BigDecimal second) {}

  private List<Row> rows(int campaign, Instant from, Instant to, String sql) {
    return jdbi.withHandle(
        h ->
            over(h.createQuery(sql), campaign, from, to)
                .map(
                    (row, context) ->
                        new Row(
                            row.getInt(1),
                            row.getBigDecimal(2),
                            row.getMetaData().getColumnCount() > 2
                                ? row.getBigDecimal(3)
                                : BigDecimal.ZERO))
                .list());
  }

  private static Query over(Query query, int campaign, Instant from, Instant to) {
    return query
        .bind("c", campaign)
        .bind("n", SPANS)
        .bind("from", from.toEpochMilli() / 1e3)
        .bind("to", to.toEpochMilli() / 1e3);
  }
}
