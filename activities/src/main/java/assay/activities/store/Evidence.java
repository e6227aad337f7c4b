package assay.activities.store;

import assay.activities.store.Campaigns.Campaign;
import assay.domain.Answer;
import assay.domain.Judgment;
import assay.domain.Stage;
import assay.domain.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Reads what people said of a batch, as far as one numbered event.
 *
 * <p>An answer is evidence when its event is within that number and neither withdrawn nor voided
 * within it; what arrives later never changes what was already decided, except that work voided
 * later is left out at the end of the campaign. What was said of a pair that another batch judged
 * again is that batch's evidence then.
 */
public final class Evidence {
  // A case, for an or lets the planner look for each judgment among all events of its batch.
  private static final String COUNTED =
      """
      select l.pair, l.stage, l.member, l.answer, l.tenths, l.swapped, l.number, p.gold
      from event e
      join lease l on l.number = e.lease
      join pair p on p.campaign = e.campaign and p.ix = l.pair
      where e.campaign = :campaign and e.batch = :batch and e.kind = 'judged' and e.seq <= :last
        and not exists (
          select 1 from event w
          where w.campaign = e.campaign and w.lease = e.lease and w.kind in ('withdrawn', 'voided')
            and case when w.batch = e.batch and w.seq <= :last then true
              else :later and w.batch = l.batch and w.kind = 'voided' end)
        and not (:later and exists (
          select 1 from rejudged r
          where r.campaign = e.campaign and r.ix = e.pair and r.decided_in = e.batch))
      order by l.pair, l.member, l.number
      """;

  /** An answer to a gold question, with the one it is held against. */
  public record GoldAnswer(Judgment judgment, Answer known) {}

  /**
   * A batch's counted judgments.
   *
   * @param pairs by pair, each list sorted by annotator, then lease
   * @param gold sorted by pair, then annotator, then lease
   */
  public record OfBatch(SortedMap<Integer, List<Judgment>> pairs, List<GoldAnswer> gold) {
    public List<Judgment> of(int pair) {
      return pairs.getOrDefault(pair, List.of());
    }
  }

  private record Row(Judgment judgment, @Nullable String known) {}

  private final Jdbi jdbi;

  public Evidence(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** The evidence of one batch up to and with event number {@code lastSeq}. */
  public OfBatch upTo(Campaign campaign, int batch, int lastSeq) {
    return read(campaign, batch, lastSeq, false);
  }

  /** The same, less what was voided since. */
  public OfBatch atTheEnd(Campaign campaign, int batch, int lastSeq) {
    return read(campaign, batch, lastSeq, true);
  }

  private OfBatch read(Campaign campaign, int batch, int lastSeq, boolean laterVoids) {
    SortedMap<Integer, List<Judgment>> pairs = new TreeMap<>();
    List<GoldAnswer> gold = new ArrayList<>();
    for (Row row : rows(campaign, batch, lastSeq, laterVoids)) {
      if (row.judgment.stage() == Stage.GOLD) {
        String known = Objects.requireNonNull(row.known, "a gold question has a known label");
        gold.add(new GoldAnswer(row.judgment, campaign.spec().task().decode(known)));
      } else {
        pairs.computeIfAbsent(row.judgment.pair(), p -> new ArrayList<>()).add(row.judgment);
      }
    }
    return new OfBatch(pairs, gold);
  }

  private List<Row> rows(Campaign campaign, int batch, int lastSeq, boolean laterVoids) {
    return jdbi.withHandle(
        h ->
            h.createQuery(COUNTED)
                .bind("campaign", campaign.id())
                .bind("batch", batch)
                .bind("last", lastSeq)
                .bind("later", laterVoids)
                .map(
                    (row, context) ->
                        new Row(
                            new Judgment(
                                row.getInt("pair"),
                                Wire.parse(Stage.class, row.getString("stage")).orElseThrow(),
                                row.getInt("member"),
                                campaign.spec().task().decode(row.getString("answer")),
                                row.getInt("tenths"),
                                row.getBoolean("swapped"),
                                row.getLong("number")),
                            row.getString("gold")))
                .list());
  }
}
