package assay.workflows;

import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Waits for files of questions, on durable timers, so that no worker is held for a day.
 *
 * <p>Each wait is twice the one before, up to ten minutes: a day's waiting must not fill a history.
 */
final class BatchLane {
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final ModelBatchActivities files = Steps.models(ModelBatchActivities.class);

  /**
   * @param cancelled ends the waiting, and the server's work
   */
  void awaitAnswers(BatchPlan plan, String purpose, Duration poll, BooleanSupplier cancelled) {
    Duration pause = poll;
    int open;
    do {
      Workflow.await(pause, cancelled::getAsBoolean);
      open =
          cancelled.getAsBoolean() ? 0 : files.unfinished(plan.campaign(), plan.number(), purpose);
      if (pause.compareTo(LONGEST) < 0) {
        Duration twice = pause.multipliedBy(2);
        pause = twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
      }
    } while (open > 0);
    if (cancelled.getAsBoolean() && BatchWorkflowImpl.endsAtOnce()) {
      files.cancel(plan.campaign(), plan.number(), purpose);
    }
  }
}
