package assay.workers.web;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A document that many ask for and that is read seldom: at most once in a while, and less when
 * reading takes long.
 */
final class SharedDocument {
  /** Reading takes at most this part of the time. */
  private static final int SELDOM = 10;

  private final long atLeast;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Object known;
  private long staleAt;

  SharedDocument(Duration atLeast) {
    this.atLeast = atLeast.toNanos();
  }

  Object get(Supplier<Object> read) {
    lock.lock();
    try {
      long before = System.nanoTime();
      if (known == null || before - staleAt >= 0) {
        known = read.get();
        long after = System.nanoTime();
        // A little less than the pause between two looks, so that each look of the only listener is
        // fresh.
        staleAt = before + Math.max(atLeast * 9 / 10, SELDOM * (after - before));
      }
      return known;
    } finally {
      lock.unlock();
    }
  }
}
