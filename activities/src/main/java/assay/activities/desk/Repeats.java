package assay.activities.desk;

import assay.domain.Stage;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Shows people items that they have judged before, in the other order, to see how consistent they
 * are.
 *
 * <p>A repeat is paid and never counts for the item. It comes once for an item, after enough others
 * that nobody remembers the first answer.
 */
final class Repeats {
  private static final int OTHERS_BETWEEN = 20;
  private static final int LOOKED_AT = 500;

  /** What the person said the first time. */
  record First(boolean swapped, String answer) {}

  private Repeats() {}

  /** An item of this campaign that may be repeated now. */
  static Optional<Choice.Place> draw(Handle h, int annotator, Choice.Place real) {
    return h.createQuery(
            """
            select l.item, l.pair from (
              select item, pair, stage, campaign, counted from lease
              where annotator = :me and state = 'done'
              order by number desc offset :others limit :most) l
            where l.campaign = :campaign and l.stage = 'review' and l.counted and not exists (
              select 1 from lease r
              where r.annotator = :me and r.item = l.item and r.stage = 'repeat')
            order by random() limit 1
            """)
        .bind("me", annotator)
        .bind("campaign", real.campaign())
        .bind("others", OTHERS_BETWEEN)
        .bind("most", LOOKED_AT)
        .map(
            (row, context) ->
                new Choice.Place(
                    row.getLong("item"),
                    real.campaign(),
                    real.batch(),
                    row.getInt("pair"),
                    Stage.REPEAT))
        .findOne();
  }

  /** Nothing when it was taken back meanwhile. */
  static Optional<First> first(Handle h, int annotator, long item) {
    return h.createQuery(
            """
            select swapped, answer from lease
            where annotator = :me and item = :item and stage <> 'repeat' and state = 'done'
            order by number limit 1
            """)
        .bind("me", annotator)
        .bind("item", item)
        .map((row, context) -> new First(row.getBoolean("swapped"), row.getString("answer")))
        .findOne();
  }
}
