package assay.activities.desk;

import org.jdbi.v3.core.Handle;

/**
 * Remembers how far into each lane a person has seen everything, so that nobody reads past what
 * they have judged again and again.
 *
 * <p>An item that gets a free place, or loses one, is stamped with the number of the transaction
 * that did it and so moves to the end of the items with as many free places. Everything stamped
 * below the oldest transaction still running is committed, and nothing can come to stand before it
 * any more: a bookmark there is exact. An item that lapsed in the person's hands is not passed, for
 * it comes back.
 */
final class Bookmarks {
  private static final String MOVE =
      """
      with here as materialized (
        select w.lane, w.free, %3$s as moved
        from (
          select s.lane, f.free
          from (%1$s) s cross join generate_series(1, s.places) f(free)) w),
      there as materialized (
        select w.lane, w.free, w.moved as was,
          least(pg_snapshot_xmin(pg_current_snapshot()), (
            select i.moved from item i
            where %2$s and i.moved >= w.moved
              and coalesce(
                (select s.state = 'lapsed' from seat s
                 where s.campaign = i.campaign and s.pair = i.pair and s.annotator = :me), true)
            order by i.moved, i.id limit 1)) as moved
        from here w)
      insert into bookmark (annotator, lane, free, moved)
      select :me, w.lane, w.free, w.moved from there w
      where w.moved > (
        select i.moved from item i where %2$s and i.moved >= w.was order by i.moved, i.id limit 1)
      on conflict (annotator, lane, free) do update set moved = excluded.moved
      """
          .formatted(Choice.SERVED, Choice.FREE, Choice.BOOKMARK);

  private Bookmarks() {}

  /** Moves the person's bookmarks as far as they go; the caller holds the person. */
  static void move(Handle h, int annotator) {
    h.createUpdate(MOVE)
        .bind("me", annotator)
        .bindNull("campaign", java.sql.Types.VARCHAR)
        .execute();
  }
}
