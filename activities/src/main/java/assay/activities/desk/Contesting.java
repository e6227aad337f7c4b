package assay.activities.desk;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Keeps what people have against an item they labelled.
 *
 * <p>It is open for every label alike, so it tells nobody which one was gold; contests of gold
 * questions make them suspect.
 */
final class Contesting {
  private final Jdbi jdbi;

  Contesting(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** The first reason for a label stands. */
  void contest(int annotator, long number, String reason) {
    if (reason.isBlank()) {
      throw DeskRefusal.invalid("reason: say in a few words what is wrong with the item.");
    }
    Transactions.in(
        jdbi,
        h -> {
          Locks.person(h, annotator);
          LeaseRow lease = LeaseRow.mine(h, annotator, number);
          return switch (lease.state()) {
            case DONE -> keep(h, number, reason);
            case ACTIVE, LAPSED, SKIPPED, RETURNED, WITHDRAWN ->
                throw DeskRefusal.conflict("Lease %d has no label to contest.".formatted(number));
          };
        });
  }

  private static int keep(Handle h, long number, String reason) {
    return h.createUpdate(
            "insert into contest (lease, reason) values (:lease, :reason) on conflict do nothing")
        .bind("lease", number)
        .bind("reason", reason)
        .execute();
  }
}
