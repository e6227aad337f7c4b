package assay.activities.desk;

import assay.activities.store.Campaigns;
import assay.domain.Wire;
import java.time.Duration;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Leases that end or go on without a label: lapsed, skipped, renewed. */
final class Handing {
  private final Jdbi jdbi;
  private final Campaigns campaigns;

  Handing(Jdbi jdbi, Campaigns campaigns) {
    this.jdbi = jdbi;
    this.campaigns = campaigns;
  }

  /** The item never comes back to this person; skipping again changes nothing. */
  void skip(int annotator, long number, String reason) {
    Transactions.in(
        jdbi,
        h -> {
          Locks.person(h, annotator);
          LeaseRow.mine(h, annotator, number);
          LockedLease lease = LockedLease.take(h, number);
          switch (lease.row().state()) {
            case ACTIVE -> {
              if (lease.row().expired()) {
                throw Refusals.expired(number);
              }
              end(h, lease, LeaseRow.State.SKIPPED);
              h.createUpdate("update lease set comment = :reason where number = :number")
                  .bind("reason", reason)
                  .bind("number", number)
                  .execute();
              lease.release(h, false, Seats.SKIPPED);
              Exhaustion.ofItems(h, campaigns.get(lease.row().campaign()).spec(), lease.items());
              lease.tellIfDrained(h);
            }
            case SKIPPED -> {}
            case DONE, WITHDRAWN -> throw Refusals.alreadyDone(number);
            case LAPSED, RETURNED -> throw Refusals.expired(number);
          }
          return lease;
        });
  }

  /** One lease length from now; on a closed item the lease stays as long as it was. */
  LeaseRow renew(int annotator, long number) {
    return Transactions.in(
        jdbi,
        h -> {
          Locks.person(h, annotator);
          LeaseRow.mine(h, annotator, number);
          LeaseRow lease = LeaseRow.locked(h, number);
          return switch (lease.state()) {
            case ACTIVE -> {
              if (lease.expired()) {
                throw Refusals.expired(number);
              }
              yield lease.itemOpen() ? renew(h, lease) : lease;
            }
            case DONE, WITHDRAWN -> throw Refusals.alreadyDone(number);
            case SKIPPED -> throw Refusals.skipped(number);
            case LAPSED, RETURNED -> throw Refusals.expired(number);
          };
        });
  }

  private LeaseRow renew(Handle h, LeaseRow lease) {
    h.createUpdate(
            "update lease set expires_at = clock_timestamp() + :length where number = :number")
        .bind("length", length(lease))
        .bind("number", lease.number())
        .execute();
    return LeaseRow.find(h, lease.number()).orElseThrow();
  }

  /** Ends a lease whose time is over; nothing happens when it has ended meanwhile. */
  void lapse(long number) {
    Transactions.in(
        jdbi,
        h -> {
          lapse(h, number);
          return number;
        });
  }

  void lapse(Handle h, long number) {
    LockedLease lease = LockedLease.take(h, number);
    if (lease.row().state() == LeaseRow.State.ACTIVE && lease.row().expired()) {
      lapse(h, lease);
    }
  }

  void lapse(Handle h, LockedLease lease) {
    end(h, lease, LeaseRow.State.LAPSED);
    lease.release(h, false, Seats.LEASED);
    Seats.lapsed(h, lease.row(), length(lease.row()));
    lease.tellIfDrained(h);
  }

  private Duration length(LeaseRow lease) {
    return campaigns.get(lease.campaign()).spec().review().lease();
  }

  static void end(Handle h, LockedLease lease, LeaseRow.State state) {
    h.createUpdate(
            "update lease set state = :state, ended_at = clock_timestamp() where number = :number")
        .bind("state", Wire.name(state))
        .bind("number", lease.row().number())
        .execute();
  }
}
