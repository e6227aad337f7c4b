package assay.activities.store;

import assay.domain.Wire;
import assay.domain.policy.EarlierCheck;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;

/**
 * Pairs that a later batch judges again, and what was said of them before.
 *
 * <p>The tables of verdicts hold the word that counts; the earlier one lies here. Labels stay until
 * the later batch has its own.
 */
public final class Rejudging {
  /** What people or experts decided stays. */
  private static final String ALONE = "l.decided_by in ('ai', 'spot_check')";

  private static final String SET_ASIDE =
      """
      insert into rejudged (campaign, batch, ix, decided_in, judges, label, decided_by, checked,
        verdict, said, heard)
      select l.campaign, :batch, l.ix, :of, :judges, l.label, l.decided_by,
        case
          when not exists (select 1 from item i
            where i.campaign = l.campaign and i.pair = l.ix and i.stage = 'spot_check') then 'never'
          when exists (select 1 from event e
            where e.campaign = l.campaign and e.batch = :batch and e.pair = l.ix) then 'told'
          else 'void' end,
        (select cast(row_to_json(v) as text) from verdict v
          where v.campaign = l.campaign and v.ix = l.ix),
        (select cast(coalesce(json_agg(j order by j.judge collate "C"), '[]') as text)
          from judge_verdict j where j.campaign = l.campaign and j.ix = l.ix),
        (select cast(coalesce(json_agg(h order by h.judge collate "C"), '[]') as text)
          from hearing h where h.campaign = l.campaign and h.ix = l.ix)
      from label l where l.campaign = :c and l.batch = :of and
      """
          + ALONE;

  /** What was answered at a spot check is told to the new batch, as if it were answered there. */
  private static final String TELL =
      """
      insert into event (campaign, batch, kind, pair, stage, member, lease)
      select e.campaign, :batch, 'judged', e.pair, e.stage, e.member, e.lease
      from event e
      join lease t on t.number = e.lease
      join label l on l.campaign = e.campaign and l.ix = e.pair
      where e.campaign = :c and e.batch = :of and e.kind = 'judged' and t.counted
        and t.stage <> 'gold' and l.batch = :of and
      """
          + ALONE
          + " order by e.id";

  /**
   * A panel's verdict is put together anew; of its judges those that did not change keep theirs.
   */
  private static final List<String> STATEMENTS =
      List.of(
          TELL,
          SET_ASIDE,
          forget("judge_verdict") + " and t.judge = any(:judges)",
          forget("hearing") + " and t.judge = any(:judges)",
          forget("verdict"));

  private static String forget(String table) {
    return "delete from "
        + table
        + " t using rejudged r where r.campaign = :c and r.batch = :batch"
        + " and t.campaign = r.campaign and t.ix = r.ix";
  }

  private final Jdbi jdbi;

  public Rejudging(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** The pairs of a batch that judges again, by index; empty for any other batch. */
  public SortedMap<Integer, EarlierCheck> of(int campaign, int batch) {
    SortedMap<Integer, EarlierCheck> pairs = new TreeMap<>();
    jdbi.useHandle(
        h ->
            h.createQuery("select ix, checked from rejudged where campaign = :c and batch = :batch")
                .bind("c", campaign)
                .bind("batch", batch)
                .map(
                    (row, context) ->
                        pairs.put(
                            row.getInt("ix"),
                            Wire.parse(EarlierCheck.class, row.getString("checked")).orElseThrow()))
                .list());
    return pairs;
  }

  /** Whether a batch's pairs are set aside; there may be none. */
  public boolean begun(int campaign, int batch) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "select exists (select 1 from batch where campaign = :c and number = :batch)")
                .bind("c", campaign)
                .bind("batch", batch)
                .mapTo(Boolean.class)
                .one());
  }

  /** The pairs of a finished batch that the judges had decided alone, ascending. */
  public List<Integer> decidedAlone(int campaign, int batch) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "select l.ix from label l where l.campaign = :c and l.batch = :batch and "
                        + ALONE
                        + " order by l.ix")
                .bind("c", campaign)
                .bind("batch", batch)
                .mapTo(Integer.class)
                .list());
  }

  /**
   * Sets aside what was said of these pairs, all or nothing; a batch that has begun stays as it is.
   *
   * @param judges who are to be asked again
   */
  public void setAside(
      int campaign, int batch, int of, int first, int size, Collection<String> judges) {
    jdbi.useTransaction(
        h -> {
          // Whoever voids judgments of the finished batch holds it: a check is told, or void.
          h.execute(
              "select 1 from batch where campaign = ? and number = ? for update", campaign, of);
          int begun =
              h.execute(
                  "insert into batch (campaign, number, first, size, again) values (?, ?, ?, ?, ?)"
                      + " on conflict do nothing",
                  campaign,
                  batch,
                  first,
                  size,
                  of);
          if (begun > 0) {
            h.getConfig(SqlStatements.class).setUnusedBindingAllowed(true);
            for (String statement : STATEMENTS) {
              h.createUpdate(statement)
                  .bind("c", campaign)
                  .bind("batch", batch)
                  .bind("of", of)
                  .bindArray("judges", String.class, judges)
                  .execute();
            }
          }
        });
  }
}
