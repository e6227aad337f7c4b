package assay.activities.model;

import java.time.Duration;

/**
 * How long to wait between tries, and how long an endpoint that is down is left alone: doubled each
 * time, with jitter.
 *
 * @param tries how often a question is put at most
 * @param first the longest wait after the first try
 * @param cap the longest wait of our own
 * @param longestAsked how long a question waits at a closed endpoint; for more its chunk steps
 *     aside
 */
public record Backoff(int tries, Duration first, Duration cap, Duration longestAsked) {
  public static final Backoff USUAL =
      new Backoff(6, Duration.ofMillis(500), Duration.ofSeconds(30), Duration.ofSeconds(10));

  /**
   * @param failed tries so far, from 1
   * @param jitter a number in [0, 1)
   */
  Duration after(int failed, double jitter) {
    long whole = Math.min(cap.toMillis(), first.toMillis() << Math.min(failed - 1, 20));
    // Never below half: all who failed together must neither come back at once nor together.
    return Duration.ofMillis((long) (whole * (0.5 + jitter / 2)));
  }
}
