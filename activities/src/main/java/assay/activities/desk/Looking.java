package assay.activities.desk;

import assay.domain.spec.CampaignSpec;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/**
 * Experts' labels that their batches have not heard of yet, because the expert may still look at
 * what people said and revise.
 *
 * <p>The label is committed and counts in its item's row; only its event waits. Whoever ends a look
 * writes the event under the item's lock, so it comes before everything that follows from it.
 */
final class Looking {
  private Looking() {}

  /** The look begins: nothing is told yet. */
  static void begin(Handle h, LeaseRow lease, Duration length) {
    h.createUpdate(
            "update lease set look_until = clock_timestamp() + :length where number = :number")
        .bind("length", length)
        .bind("number", lease.number())
        .execute();
    h.createUpdate("update account set looking = true where id = :id")
        .bind("id", lease.annotator())
        .execute();
  }

  /** Ends all looks of a person who goes on to other work; the caller holds the person. */
  static void end(Handle h, int annotator, IntFunction<CampaignSpec> specs) {
    List<Long> leases =
        h.createQuery(
                "select number from lease where look_until is not null and annotator = :me"
                    + " order by number")
            .bind("me", annotator)
            .mapTo(Long.class)
            .list();
    for (long number : leases) {
      LockedLease lease = LockedLease.take(h, number);
      end(h, lease, specs.apply(lease.row().campaign()));
    }
    h.createUpdate("update account set looking = false where id = :id")
        .bind("id", annotator)
        .execute();
  }

  /** Tells the batch of the label as it stands; nothing happens when it has been told. */
  static void end(Handle h, LockedLease lease, CampaignSpec spec) {
    if (tell(h, lease.row())) {
      Exhaustion.ofItems(h, spec, lease.items());
    }
  }

  /**
   * The same of one that something else follows from; the caller has locked it.
   *
   * @return whether there was anything to tell
   */
  static boolean tell(Handle h, LeaseRow lease) {
    return over(h, "number = :number").bind("number", lease.number()).execute() > 0;
  }

  /** Ends all looks at these items, which the caller has locked. */
  static void flush(Handle h, List<Long> items) {
    over(h, "item = any(:items)").bindArray("items", Long.class, items).execute();
  }

  private static Update over(Handle h, String which) {
    return h.createUpdate(
        """
        with over as (
          update lease set look_until = null where %s and look_until is not null
          returning campaign, batch, pair, stage, member, number)
        insert into event (campaign, batch, kind, pair, stage, member, lease)
        select campaign, batch, 'judged', pair, stage, member, number from over order by number
        """
            .formatted(which));
  }
}
