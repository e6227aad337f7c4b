package assay.workflows;

import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/**
 * How long each kind of step may take and how it is tried again; nothing is given up for being
 * slow.
 */
final class Steps {
  private static final RetryOptions PATIENT =
      RetryOptions.newBuilder()
          .setInitialInterval(Duration.ofSeconds(1))
          .setBackoffCoefficient(2)
          .setMaximumInterval(Duration.ofSeconds(30))
          .build();

  private Steps() {}

  /** A few statements in the database. */
  static <T> T data(Class<T> activities) {
    return Workflow.newActivityStub(
        activities,
        ActivityOptions.newBuilder()
            .setTaskQueue(Names.DATA_QUEUE)
            .setStartToCloseTimeout(Duration.ofMinutes(2))
            .setRetryOptions(PATIENT)
            .build());
  }

  /** Work over many rows, which reports progress; a lost worker is noticed by its silence. */
  static <T> T longData(Class<T> activities) {
    return Workflow.newActivityStub(
        activities,
        ActivityOptions.newBuilder()
            .setTaskQueue(Names.DATA_QUEUE)
            .setStartToCloseTimeout(Duration.ofHours(6))
            .setHeartbeatTimeout(Duration.ofSeconds(30))
            .setRetryOptions(PATIENT)
            .build());
  }

  /** Calls to models. */
  static <T> T models(Class<T> activities) {
    return Workflow.newActivityStub(
        activities,
        ActivityOptions.newBuilder()
            .setTaskQueue(Names.MODELS_QUEUE)
            .setStartToCloseTimeout(Duration.ofHours(24))
            .setHeartbeatTimeout(Duration.ofSeconds(20))
            .setRetryOptions(PATIENT)
            .build());
  }

  /** A word to the desk in the middle of a lot: one event of history instead of six. */
  static <T> T quick(Class<T> activities) {
    return Workflow.newLocalActivityStub(
        activities,
        LocalActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofSeconds(30))
            .setRetryOptions(PATIENT)
            .build());
  }
}
