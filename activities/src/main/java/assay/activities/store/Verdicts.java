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

/** The judges' verdicts; the first one stored for a pair stays. */
public final class Verdicts {
  private final Jdbi jdbi;

  public Verdicts(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Verdicts of a run of pairs, by index; pairs without one are missing. */
  public SortedMap<Integer, Verdict> load(int campaign, int first, int count) {
    SortedMap<Integer, Verdict> verdicts = new TreeMap<>();
    jdbi.useHandle(
        h ->
            h.createQuery(
                    "select * from verdict where campaign = :c and ix >= :first and ix < :end")
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
              .forEach(
                  (index, verdict) -> {
                    PreferenceLabel label = verdict.label();
                    batch
                        .bind("c", campaign)
                        .bind("ix", index)
                        .bind("outcome", Wire.name(verdict.outcome()))
                        .bind("label", label == null ? null : label.symbol())
                        .bind("confidence", verdict.confidence())
                        .bind("margin", verdict.margin())
                        .add();
                  });
          batch.execute();
        });
  }

  private static Verdict map(ResultSet row) throws SQLException {
    String label = row.getString("label");
    return new Verdict(
        Wire.parse(Verdict.Outcome.class, row.getString("outcome")).orElseThrow(),
        label == null ? null : PreferenceLabel.of(label),
        row.getInt("confidence"),
        row.getInt("margin"));
  }
}
