package assay.workflows;

import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A deadline as a durable timer that stands still while the campaign is paused.
 *
 * <p>The instant is {@code opened + length + pauses since the opening}, so a run that begins again
 * waits for the same one.
 */
final class Deadline {
  private final ReviewActivities.Opened opened;
  private final Duration length;
  private @Nullable CancellationScope timer;
  private long timerInstant = Long.MIN_VALUE;
  private boolean fired;

  Deadline(ReviewActivities.Opened opened, Duration length) {
    this.opened = opened;
    this.length = length;
  }

  /** Keeps a timer for what the manager wants now; call it whenever that may have changed. */
  void keep(Steering steering) {
    long instant =
        opened.at() + length.toMillis() + steering.pausedMillis() - opened.pausedMillis();
    if (fired || (timer != null && !steering.paused() && instant == timerInstant)) {
      return;
    }
    stop();
    if (!steering.paused()) {
      timerInstant = instant;
      start(Duration.ofMillis(Math.max(0, instant - Workflow.currentTimeMillis())));
    }
  }

  private void start(Duration left) {
    CancellationScope scope =
        Workflow.newCancellationScope(
            () -> {
              var unused =
                  Workflow.newTimer(left)
                      .handle((nothing, cancelled) -> fired = fired || cancelled == null);
            });
    timer = scope;
    scope.run();
  }

  boolean passed() {
    return fired;
  }

  /** Lets the timer go; a timer that nobody waits for would keep history growing. */
  void stop() {
    if (timer != null && !fired) {
      timer.cancel();
    }
    timer = null;
  }
}
