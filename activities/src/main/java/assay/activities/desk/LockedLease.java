package assay.activities.desk;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * A lease with everything locked that its end can touch.
 *
 * @param items its item and the others open on the same pair
 * @param batchClosed meaningful for gold and for closed items, whose batch is locked too
 * @param late too late to count: the item, or for gold the batch, was closed before
 */
record LockedLease(LeaseRow row, List<Long> items, boolean batchClosed, boolean late) {

  private record BatchKey(int campaign, int batch) implements Comparable<BatchKey> {
    @Override
    public int compareTo(BatchKey other) {
      return campaign != other.campaign
          ? Integer.compare(campaign, other.campaign)
          : Integer.compare(batch, other.batch);
    }
  }

  /**
   * Locks what the end of a lease can touch, and not the lease itself: whoever ends it looks once
   * more whether it is in hand.
   *
   * @param alone whether nothing else is open on its pair; then whoever ends the lease locks its
   *     item first, and looks whether it is open
   */
  static LockedLease around(Handle h, LeaseRow seen, boolean alone) {
    boolean underBatch = endsUnderBatch(seen);
    if (alone && !underBatch) {
      return new LockedLease(seen, List.of(seen.item()), false, false);
    }
    boolean closed = underBatch && Locks.batch(h, seen.campaign(), seen.batch());
    List<Locks.Item> items = Locks.itemsOf(h, List.of(seen.number()));
    boolean open =
        seen.aside() || items.stream().anyMatch(item -> item.id() == seen.item() && item.open());
    if (!open && !underBatch) {
      throw new Transactions.Changed();
    }
    return new LockedLease(seen, ids(items), closed, seen.aside() ? closed : !open);
  }

  static LockedLease take(Handle h, long number) {
    return take(h, List.of(number)).getFirst();
  }

  /** Takes several at once, so that the order of locks holds across them. */
  static List<LockedLease> take(Handle h, List<Long> numbers) {
    Map<BatchKey, Boolean> batches = new TreeMap<>();
    for (long number : numbers) {
      LeaseRow seen = LeaseRow.find(h, number).orElseThrow();
      if (endsUnderBatch(seen)) {
        batches.put(new BatchKey(seen.campaign(), seen.batch()), false);
      }
    }
    batches.replaceAll((key, closed) -> Locks.batch(h, key.campaign, key.batch));
    List<Long> items = ids(Locks.itemsOf(h, numbers));
    Map<Long, LockedLease> locked = new TreeMap<>();
    for (long number : numbers.stream().sorted().toList()) {
      LeaseRow row = LeaseRow.locked(h, number);
      @Nullable Boolean known = batches.get(new BatchKey(row.campaign(), row.batch()));
      boolean closed = Boolean.TRUE.equals(known);
      // Items never open again, so the second try takes the batch first.
      if (endsUnderBatch(row) && known == null) {
        throw new Transactions.Changed();
      }
      locked.put(
          number, new LockedLease(row, items, closed, row.aside() ? closed : !row.itemOpen()));
    }
    return numbers.stream().map(number -> Objects.requireNonNull(locked.get(number))).toList();
  }

  /** Such a lease may be the last in hand of a closed batch; only one at a time can be that. */
  private static boolean endsUnderBatch(LeaseRow row) {
    return row.aside() || !row.itemOpen();
  }

  private static List<Long> ids(List<Locks.Item> items) {
    return items.stream().map(Locks.Item::id).toList();
  }

  /** Ends the hold on the place and leaves the seat as it is to be from now on. */
  void release(Handle h, boolean counted, String seat) {
    if (!row.aside()) {
      h.createUpdate(
              """
              update item set leased = leased - 1, done = done + :done,
                moved = case when :done = 1 then moved else pg_current_xact_id() end
              where id = :id
              """)
          .bind("done", counted ? 1 : 0)
          .bind("id", row.item())
          .execute();
    }
    Seats.set(h, row, seat);
  }

  /** To be called after the lease's state was written. */
  void tellIfDrained(Handle h) {
    if (batchClosed) {
      Events.drainedIfEmpty(h, row.campaign(), row.batch());
    }
  }
}
