package assay.activities.store;

import assay.domain.PreferenceLabel;
import assay.domain.Verdict;
import assay.domain.Wire;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** The judges' verdicts; the first one stored for a pair stays. */
public final class Verdicts {
  private final Jdbi jdbi;

  public Verdicts(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * How a pair's verdict was used.
   *
   * @param probability calibrated, null without calibration
   * @param sampling probability that a person sees the pair
   */
  public record Used(int calibration, @Nullable Integer probability, int sampling) {}

  /**
   * Verdicts of a run of pairs with their raw confidence, by index; pairs without one are missing.
   */
  public SortedMap<Integer, Verdict> load(int campaign, int first, int count) {
    return load(campaign, first, count, "confidence");
  }

  /** The same with the calibrated probability as confidence, where there is one. */
  public SortedMap<Integer, Verdict> calibrated(int campaign, int first, int count) {
    return load(campaign, first, count, "coalesce(probability, confidence)");
  }

  private SortedMap<Integer, Verdict> load(int campaign, int first, int count, String confidence) {
    SortedMap<Integer, Verdict> verdicts = new TreeMap<>();
    jdbi.useHandle(
        h ->
            h.createQuery(
                    "select ix, outcome, label, "
                        + confidence
                        + " as confidence, margin"
                        + " from verdict where campaign = :c and ix >= :first and ix < :end")
                .bind("c", campaign)
                .bind("first", first)
                .bind("end", (long) first + count)
                .map((row, context) -> Map.entry(row.getInt("ix"), map(row)))
                .forEach(entry -> verdicts.put(entry.getKey(), entry.getValue())));
    return verdicts;
  }

  /** Stores verdicts by index, all or none; a pair that has one keeps it. */
  public void keep(int campaign, Map<Integer, Verdict> verdicts) {
    if (verdicts.isEmpty()) {
      return;
    }
    jdbi.useTransaction(
        h -> {
          PreparedBatch batch =
              h.prepareBatch(
                  "insert into verdict (campaign, ix, outcome, label, confidence, margin)"
                      + " values (:c, :ix, :outcome, :label, :confidence, :margin)"
                      + " on conflict do nothing");
          // In one order everywhere, so that two workers with the same chunk cannot deadlock.
          new TreeMap<>(verdicts)
              .forEach((index, verdict) -> bind(batch, campaign, index, verdict).add());
          batch.execute();
        });
  }

  /** Records how verdicts were used; the same decision again changes nothing. */
  public void use(int campaign, Map<Integer, Used> decided) {
    if (decided.isEmpty()) {
      return;
    }
    jdbi.useTransaction(
        h -> {
          PreparedBatch batch =
              h.prepareBatch(
                  "update verdict set calibration = :calibration, probability = :probability,"
                      + " sampling = :sampling where campaign = :c and ix = :ix");
          new TreeMap<>(decided)
              .forEach(
                  (index, used) ->
                      batch
                          .bind("c", campaign)
                          .bind("ix", index)
                          .bind("calibration", used.calibration())
                          .bind("probability", used.probability())
                          .bind("sampling", used.sampling())
                          .add());
          batch.execute();
        });
  }

  static PreparedBatch bind(PreparedBatch batch, int campaign, int index, Verdict verdict) {
    PreferenceLabel label = verdict.label();
    return batch
        .bind("c", campaign)
        .bind("ix", index)
        .bind("outcome", Wire.name(verdict.outcome()))
        .bind("label", label == null ? null : label.symbol())
        .bind("confidence", verdict.confidence())
        .bind("margin", verdict.margin());
  }

  static Verdict map(ResultSet row) throws SQLException {
    String label = row.getString("label");
    return new Verdict(
        Wire.parse(Verdict.Outcome.class, row.getString("outcome")).orElseThrow(),
        label == null ? null : PreferenceLabel.of(label),
        row.getInt("confidence"),
        row.getInt("margin"));
  }
}
