package assay.activities.store;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** What happened in a campaign over time, in spans of equal length. */
public final class Timeline {
  private static final int SPANS = 48;

  /**
   * One span of time.
   *
   * @param until its end
   * @param judgments handed in and not taken back, gold included
   * @param comparisons pairs of counted reviews of one item of which the later one fell into it
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
      "select "
          + PLACE.formatted("ended_at")
          + """
          as place, count(*), sum(pay_usd) from lease
          where campaign = :c and state = 'done' group by 1
          """;

  private static final String CALLS =
      "select "
          + PLACE.formatted("answered_at")
          + "as place, sum(usd) from model_call where campaign = :c group by 1";

  private static final String AGREEMENT =
      """
      with reviews as (
        select pair, number, ended_at, left(answer, 1) as side from lease
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
  public List<Span> of(int campaign, Instant from, Instant to) {
    long[][] counts = new long[SPANS][3];
    BigDecimal[][] usd = new BigDecimal[SPANS][2];
    for (BigDecimal[] each : usd) {
      each[0] = each[1] = BigDecimal.ZERO;
    }
    rows(campaign, from, to, WORK)
        .forEach(
            row -> {
              counts[row.place][0] = row.first.longValue();
              usd[row.place][0] = row.second;
            });
    rows(campaign, from, to, CALLS).forEach(row -> usd[row.place][1] = row.first);
    rows(campaign, from, to, AGREEMENT)
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
