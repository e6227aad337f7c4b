package assay.activities.desk;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Takes row locks, always in the order of the package: person, batches, items, leases. */
final class Locks {

  /**
   * To plan takes longer than to do, so a transaction says with its first statement to keep plans.
   */
  private static final String KEEP_PLANS =
      "set_config('plan_cache_mode', 'force_generic_plan', true)";

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
   * @param practising the campaign whose test they have begun, null for none
   */
  record Held(boolean active, boolean looking, @Nullable Integer practising) {}

  private static Held held(Handle h, int annotator) {
    return held(h, annotator, KEEP_PLANS);
  }

  /**
   * Holds a person for whom an item is to be found: along the index, which has them in order, for
   * without statistics a plan that sorts all open ones looks cheap.
   */
  static Held heldToChoose(Handle h, int annotator) {
    return held(h, annotator, KEEP_PLANS + ", set_config('enable_sort', 'off', true)");
  }

  private static Held held(Handle h, int annotator, String planning) {
    return h.createQuery(
            "select %s, active, looking, practising from account where id = :id and role = 'annotator' for no key update"
                .formatted(planning))
        .bind("id", annotator)
        .map(Locks::person)
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
            select %s, a.active, a.looking, a.practising, %s
            from account a left join lease l on l.number = :lease and l.annotator = a.id
            where a.id = :id and a.role = 'annotator' for no key update of a
            """
                .formatted(KEEP_PLANS, LeaseRow.COLUMNS))
        .bind("id", annotator)
        .bind("lease", lease)
        .map(
            (row, context) ->
                new Seen(
                    person(row, context),
                    row.getObject("number") == null
                        ? Optional.empty()
                        : Optional.of(LeaseRow.map(row, context))))
        .findOne()
        .orElseThrow(() -> Refusals.noAnnotator(annotator));
  }

  private static Held person(ResultSet row, StatementContext context) throws SQLException {
    return new Held(
        row.getBoolean("active"),
        row.getBoolean("looking"),
        row.getObject("practising", Integer.class));
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
