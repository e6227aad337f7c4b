package assay.workflows;

import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;

/** The one failure of a step that the workflow waits out: it does not fit in the budget now. */
public final class OutOfBudget {
  private static final String TYPE = "OutOfBudget";

  private OutOfBudget() {}

  /** Not to be tried again by the server: the campaign knows when there may be money. */
  public static ApplicationFailure failure(String step) {
    return ApplicationFailure.newNonRetryableFailure(
        step + " does not fit in what is left of the budget", TYPE);
  }

  static boolean is(ActivityFailure failure) {
    return failure.getCause() instanceof ApplicationFailure cause && TYPE.equals(cause.getType());
  }
}
