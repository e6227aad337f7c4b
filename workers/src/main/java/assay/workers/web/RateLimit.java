package assay.workers.web;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * How many requests an account may make: a bucket of tokens that fills steadily.
 *
 * <p>In the form of the generic cell rate algorithm (ITU-T I.371), which keeps one time for an
 * account: when its bucket would be full again.
 */
final class RateLimit {
  private static final Duration BURST = Duration.ofSeconds(5);
  private static final double NANOS = 1e9;

  private final long interval;
  private final LongSupplier nanos;
  private final ConcurrentHashMap<Integer, Long> fullAt = new ConcurrentHashMap<>();

  /**
   * @param perSecond in the long run; five seconds' worth at once. 0 for no limit
   * @param nanos a clock that only goes forward
   */
  RateLimit(int perSecond, LongSupplier nanos) {
    this.interval = perSecond <= 0 ? 0 : Math.max(1, Math.round(NANOS / perSecond));
    this.nanos = nanos;
  }

  /**
   * Counts a request.
   *
   * @throws Problem 429 when there are too many; this one is not counted then
   */
  void count(int account) {
    if (interval == 0) {
      return;
    }
    long now = nanos.getAsLong();
    long[] wait = new long[1];
    fullAt.compute(
        account,
        (key, known) -> {
          long ahead = known == null ? 0 : Math.max(0, known - now);
          wait[0] = ahead + interval - BURST.toNanos();
          return wait[0] > 0 ? known : Long.valueOf(now + ahead + interval);
        });
    if (wait[0] > 0) {
      throw Problem.tooMany((long) Math.ceil(wait[0] / NANOS));
    }
  }
}
