package assay.activities.store;

import assay.domain.judge.DimensionScores;
import assay.domain.judge.Hearing;
import assay.domain.judge.Hearing.Detail;
import assay.domain.judge.LabelProbabilities;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** What each judge's answers told besides its verdicts; the first that is stored stays. */
public final class Hearings {
  private final Jdbi jdbi;

  public Hearings(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** A judge's details of a run of pairs, by index. */
  public SortedMap<Integer, Detail> load(int campaign, String judge, int first, int count) {
    SortedMap<Integer, Detail> details = new TreeMap<>();
    jdbi.useHandle(
        h ->
            h.createQuery(
                    "select * from hearing where campaign = :c and judge = :judge"
                        + " and ix >= :first and ix < :end")
                .bind("c", campaign)
                .bind("judge", judge)
                .bind("first", first)
                .bind("end", (long) first + count)
                .map((row, context) -> Map.entry(row.getInt("ix"), map(row)))
                .forEach(entry -> details.put(entry.getKey(), entry.getValue())));
    return details;
  }

  /** Stores a judge's details by index, all or none; call it before its verdicts are stored. */
  public void keep(int campaign, String judge, SortedMap<Integer, Hearing> hearings) {
    if (hearings.isEmpty()) {
      return;
    }
    jdbi.useTransaction(
        h -> {
          PreparedBatch batch =
              h.prepareBatch(
                  "insert into hearing (campaign, ix, judge, answers, consistent, probabilities,"
                      + " hedged, dimensions) values (:c, :ix, :judge, :answers, :consistent,"
                      + " :probabilities, :hedged, :dimensions) on conflict do nothing");
          hearings.forEach(
              (index, hearing) -> {
                Detail detail = hearing.detail();
                LabelProbabilities probabilities = detail.probabilities();
                DimensionScores scores = detail.scores();
                batch
                    .bind("c", campaign)
                    .bind("ix", index)
                    .bind("judge", judge)
                    .bind("answers", detail.answers())
                    .bind("consistent", detail.consistent())
                    .bind(
                        "probabilities",
                        probabilities == null ? null : Json.write(probabilities.values()))
                    .bind("hedged", detail.hedged())
                    .bind("dimensions", scores == null ? null : Json.write(scores.of()))
                    .add();
              });
          batch.execute();
        });
  }

  private static Detail map(ResultSet row) throws SQLException {
    @Nullable String probabilities = row.getString("probabilities");
    @Nullable String dimensions = row.getString("dimensions");
    return new Detail(
        row.getInt("answers"),
        row.getObject("consistent", Boolean.class),
        probabilities == null
            ? null
            : new LabelProbabilities(Arrays.asList(Json.read(probabilities, Double[].class))),
        row.getObject("hedged", Integer.class),
        dimensions == null
            ? null
            : Json.read("{\"of\":" + dimensions + "}", DimensionScores.class));
  }
}
