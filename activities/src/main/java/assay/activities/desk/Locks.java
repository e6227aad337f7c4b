package assay.activities.desk;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** Takes row locks, always in the order of the package: person, batches, items, leases. */
final class Locks {

  /**
   * How the statements of a transaction are planned, said with its first one: with plans that are
   * kept, for to plan takes longer than to do; and along indexes, which have items in order, where
   * without statistics to sort all open ones would look cheap.
   */
  private static final String PLANNING =
      "set_config('plan_cache_mode', 'force_generic_plan', true), set_config('enable_sort', 'off', true)";

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
    return held(h, annotator).active;
  }

  /**
   * A person who is held.
   *
   * @param looking whether they may have labels that their batches have not heard of
   */
  record Held(boolean active, boolean looking) {}

  static Held held(Handle h, int annotator) {
    return h.createQuery(
            "select %s, active, looking from account where id = :id and role = 'annotator' for no key update"
                .formatted(PLANNING))
        .bind("id", annotator)
        .map(Locks::held)
        .findOne()
        .orElseThrow(() -> Refusals.noAnnotator(annotator));
  }

  /**
   * A person who is held, with a lease of theirs as it was before: where that took waiting, it may
   * have changed since.
   */
  record Seen(Held person, Optional<LeaseRow> lease) {}

  static Seen heldWith(Handle h, int annotator, long lease) {
    return h.createQuery(
            """
            select %s, a.active, a.looking, %s
            from account a left join lease l on l.number = :lease and l.annotator = a.id
            where a.id = :id and a.role = 'annotator' for no key update of a
            """
                .formatted(PLANNING, LeaseRow.COLUMNS))
        .bind("id", annotator)
        .bind("lease", lease)
        .map(
            (row, context) ->
                new Seen(
                    held(row, context),
                    row.getObject("number") == null
                        ? Optional.empty()
                        : Optional.of(LeaseRow.map(row, context))))
        .findOne()
        .orElseThrow(() -> Refusals.noAnnotator(annotator));
  }

  private static Held held(ResultSet row, StatementContext context) throws SQLException {
    return new Held(row.getBoolean("active"), row.getBoolean("looking"));
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
            select id, open from item where id in (
              select i.id from lease l
              join item i on i.campaign = l.campaign and i.pair = l.pair
              where l.number = any(:leases) and i.stage <> 'gold' and (i.open or i.id = l.item))
            order by id for update
            """)
        .bindArray("leases", Long.class, leases)
        .map((row, context) -> new Item(row.getLong("id"), row.getBoolean("open")))
        .list();
  }
}
