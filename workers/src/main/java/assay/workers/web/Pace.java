package assay.workers.web;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Lets replies leave at whole steps of time since their requests came.
 *
 * <p>A gold question takes the desk a few statements more than a real item. Where there are any,
 * how long a reply takes must not tell which is which.
 */
final class Pace {
  /** Longer than either takes on a machine that is not overloaded, and too short to be noticed. */
  static final Duration STEP = Duration.ofMillis(25);

  private final BooleanSupplier hides;
  private final LongSupplier nanos;
  private final LongConsumer pause;

  /**
   * @param hides whether there is anything to hide
   * @param nanos a clock that only goes forward
   * @param pause waits for so many nanoseconds
   */
  Pace(BooleanSupplier hides, LongSupplier nanos, LongConsumer pause) {
    this.hides = hides;
    this.nanos = nanos;
    this.pause = pause;
  }

  static void sleep(long nanos) {
    try {
      Thread.sleep(Duration.ofNanos(nanos));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Answers, or refuses, when the step is over in which that could be done. */
  <T> T keep(Supplier<T> answer) {
    long begun = nanos.getAsLong();
    try {
      return answer.get();
    } finally {
      if (hides.getAsBoolean()) {
        pause.accept(STEP.toNanos() - (nanos.getAsLong() - begun) % STEP.toNanos());
      }
    }
  }
}
