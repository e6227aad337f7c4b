package assay.activities.store;

import assay.activities.store.Campaigns.Campaign;
import assay.domain.Classification;
import assay.domain.FreeText;
import assay.domain.LikertScale;
import assay.domain.MultiTurnDialog;
import assay.domain.PairwiseComparison;
import assay.domain.PreferenceRanking;
import assay.domain.SpanAnnotation;
import assay.domain.TaskType;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** What happened in a campaign over time, in spans of equal length. */
public final class Timeline {
  private static final int SPANS = 48;

  /**
   * One span of time.
   *
   * @param until its end
   * @param judgments handed in and not taken back, gold included
   * @param comparisons pairs of counted reviews of one item of which the later one fell into it;
   *     none for tasks whose answers agree by degrees
   * @param agreed of those, how many prefer the same side
   */
  public record Span(
      Instant until,
      long judgments,
      long comparisons,
      long agreed,
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

  private final Jdbi jdbi;

  public Timeline(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Spans between two times, the earliest first. */
  public List<Span> of(Campaign campaign, Instant from, Instant to) {
    long[][] counts = new long[SPANS][3];
    BigDecimal[][] usd = new BigDecimal[SPANS][2];
    for (BigDecimal[] each : usd) {
      each[0] = each[1] = BigDecimal.ZERO;
    }
    rows(campaign.id(), from, to, WORK)
        .forEach(
            row -> {
              counts[row.place][0] = row.first.longValue();
              usd[row.place][0] = row.second;
            });
    rows(campaign.id(), from, to, CALLS).forEach(row -> usd[row.place][1] = row.first);
    side(campaign.spec().task()).stream()
        .flatMap(side -> rows(campaign.id(), from, to, AGREEMENT.formatted(side)).stream())
        .forEach(
            row -> {
              counts[row.place][1] = row.first.longValue();
              counts[row.place][2] = row.second.longValue();
            });
    Duration all = Duration.between(from, to);
    List<Span> spans = new ArrayList<>();
    for (int i = 0; i < SPANS; i++) {
      spans.add(
          new Span(
              from.plus(all.multipliedBy(i + 1L).dividedBy(SPANS)),
              counts[i][0],
              counts[i][1],
              counts[i][2],
              usd[i][0],
              usd[i][1]));
    }
    return spans;
  }

  /** What two people have in common when they agree; empty where that is no yes or no. */
  private static Optional<String> side(TaskType task) {
    return switch (task) {
      case PairwiseComparison pairs -> Optional.of("translate(answer, '>', '')");
      case Classification classes -> Optional.of("answer");
      case FreeText t -> Optional.empty();
      case PreferenceRanking t -> Optional.empty();
      case LikertScale t -> Optional.empty();
      case SpanAnnotation t -> Optional.empty();
      case MultiTurnDialog t -> Optional.empty();
    };
  }

  private record Row(int place, BigDecimal first, BigDecimal second) {}

  private List<Row> rows(int campaign, Instant from, Instant to, String sql) {
    return jdbi.withHandle(
        h ->
            h.createQuery(sql)
                .bind("c", campaign)
                .bind("n", SPANS)
                .bind("from", from.toEpochMilli() / 1e3)
                .bind("to", to.toEpochMilli() / 1e3)
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
}
