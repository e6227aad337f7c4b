package assay.activities.desk;

import java.util.List;
import org.jdbi.v3.core.Handle;

/** Takes row locks, always in the order of the package: person, batches, items, leases. */
final class Locks {

  private Locks() {}

  /** A person's requests are done one after the other, and none once they are suspended. */
  static void person(Handle h, int annotator) {
    if (!account(h, annotator)) {
      throw Refusals.suspended();
    }
  }

  /**
   * Holds a person's account.
   *
   * @return whether the person is active
   */
  static boolean account(Handle h, int annotator) {
    return h.createQuery(
            "select active from account where id = :id and role = 'annotator' for no key update")
        .bind("id", annotator)
        .mapTo(Boolean.class)
        .findOne()
        .orElseThrow(() -> Refusals.noAnnotator(annotator));
  }

  /**
   * Whoever closes items, numbers events or ends a lease on a closed item holds the batch.
   *
   * @return whether the batch is closed
   */
  static boolean batch(Handle h, int campaign, int batch) {
    return h.createQuery(
            "select closed from batch where campaign = :campaign and number = :batch"
                + " for no key update")
        .bind("campaign", campaign)
        .bind("batch", batch)
        .mapTo(Boolean.class)
        .findOne()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "campaign number %d has no batch %d".formatted(campaign, batch)));
  }

  /** An item that is held. */
  record Item(long id, boolean open) {}

  /** The items of these leases, and what else is open on the same pairs; gold has no counters. */
  static List<Item> itemsOf(Handle h, List<Long> leases) {
    return h.createQuery(
            """
            select id, open from item where id = any(array(
              select i.id from lease l
              join item i on i.campaign = l.campaign and i.pair = l.pair
              where l.number = any(:leases) and i.stage <> 'gold' and (i.open or i.id = l.item)))
            order by id for update
            """)
        .bindArray("leases", Long.class, leases)
        .map((row, context) -> new Item(row.getLong("id"), row.getBoolean("open")))
        .list();
  }
}
