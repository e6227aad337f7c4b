package assay.activities.store;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for something that another process does and nobody announces. */
public final class Patience {
  private static final long STEP_MILLIS = 40;

  private Patience() {}

  /** Asks again and again until the answer is yes; false when the time passed first. */
  public static boolean until(Duration within, BooleanSupplier answer) {
    long end = System.nanoTime() + within.toNanos();
    while (!answer.getAsBoolean()) {
      if (System.nanoTime() > end) {
        return false;
      }
      try {
        Thread.sleep(STEP_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }
}
