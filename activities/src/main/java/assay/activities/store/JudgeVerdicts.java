package assay.activities.store;

import assay.domain.Verdict;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/** What each judge said of each pair; the first verdict stored stays. */
public final class JudgeVerdicts {
  private final Jdbi jdbi;

  public JudgeVerdicts(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Verdicts of a run of pairs, by index and judge; those that are not there are missing. */
  public SortedMap<Integer, Map<String, Verdict>> load(int campaign, int first, int count) {
    SortedMap<Integer, Map<String, Verdict>> verdicts = new TreeMap<>();
    jdbi.useHandle(
        h ->
            h.createQuery(
                    "select * from judge_verdict"
                        + " where campaign = :c and ix >= :first and ix < :end")
                .bind("c", campaign)
                .bind("first", first)
                .bind("end", (long) first + count)
                .map(
                    (row, context) ->
                        verdicts
                            .computeIfAbsent(row.getInt("ix"), ix -> new TreeMap<>())
                            .put(row.getString("judge"), Verdicts.map(row)))
                .list());
    return verdicts;
  }

  /** Stores what one judge said, all or none. */
  public void keep(int campaign, String judge, Map<Integer, Verdict> verdicts) {
    if (verdicts.isEmpty()) {
      return;
    }
    jdbi.useTransaction(
        h -> {
          PreparedBatch batch =
              h.prepareBatch(
                  "insert into judge_verdict"
                      + " (campaign, ix, judge, outcome, label, confidence, margin)"
                      + " values (:c, :ix, :judge, :outcome, :label, :confidence, :margin)"
                      + " on conflict do nothing");
          // In one order everywhere, so that two workers with the same chunk cannot deadlock.
          new TreeMap<>(verdicts)
              .forEach(
                  (index, verdict) ->
                      Verdicts.bind(batch, campaign, index, verdict).bind("judge", judge).add());
          batch.execute();
        });
  }
}
