package assay.activities.desk;

import assay.domain.Wire;
import org.jdbi.v3.core.Handle;

/**
 * What a batch is told.
 *
 * <p>An item's events are written under its lock, so their ids are in the order of their commits;
 * numbering in id order then never contradicts it.
 */
final class Events {
  private Events() {}

  static void judged(Handle h, LeaseRow lease, boolean counted) {
    ofLease(h, lease, counted ? "judged" : "late");
  }

  static void withdrawn(Handle h, LeaseRow lease) {
    ofLease(h, lease, "withdrawn");
  }

  private static void ofLease(Handle h, LeaseRow lease, String kind) {
    h.createUpdate(
            """
            insert into event (campaign, batch, kind, pair, stage, member, lease)
            values (:campaign, :batch, :kind, :pair, :stage, :member, :lease)
            """)
        .bind("campaign", lease.campaign())
        .bind("batch", lease.batch())
        .bind("kind", kind)
        .bind("pair", lease.pair())
        .bind("stage", Wire.name(lease.stage()))
        .bind("member", lease.member())
        .bind("lease", lease.number())
        .execute();
  }

  /** Says, once, that a closed batch has no lease in hand; the caller holds the batch. */
  static void drainedIfEmpty(Handle h, int campaign, int batch) {
    h.createUpdate(
            """
            insert into event (campaign, batch, kind)
            select :campaign, :batch, 'drained'
            where not exists (
                select 1 from lease
                where campaign = :campaign and batch = :batch and state = 'active')
              and not exists (
                select 1 from event
                where campaign = :campaign and batch = :batch and kind = 'drained')
            """)
        .bind("campaign", campaign)
        .bind("batch", batch)
        .execute();
  }

  /**
   * Numbers what is committed and has no number yet, in the order of ids; the caller holds the
   * batch.
   *
   * @return the number of the last event
   */
  static int number(Handle h, int campaign, int batch) {
    return h.createQuery(
            """
            with fresh as (
              select id, row_number() over (order by id) as place from event
              where campaign = :campaign and batch = :batch and seq is null),
            numbered as (
              update event e set seq = b.last_seq + fresh.place
              from fresh, batch b
              where e.id = fresh.id and b.campaign = :campaign and b.number = :batch
              returning e.id)
            update batch set last_seq = last_seq + (select count(*) from numbered)
            where campaign = :campaign and number = :batch
            returning last_seq
            """)
        .bind("campaign", campaign)
        .bind("batch", batch)
        .mapTo(Integer.class)
        .one();
  }
}
