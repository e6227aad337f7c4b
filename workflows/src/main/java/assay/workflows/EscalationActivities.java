package assay.workflows;

import io.temporal.activity.ActivityInterface;

/** Phase 4: experts decide what people could not. */
@ActivityInterface(namePrefix = "Escalation")
public interface EscalationActivities {
  /** Closes the pairs' review items and opens one for the experts each. */
  void escalate(String campaign, int batch, int[] pairs);

  /** Starts the experts' clock; the first start stands. */
  ReviewActivities.Opened open(String campaign, int batch);

  /** Closes expert items, before the deadline's decision. */
  ReviewActivities.Closed close(String campaign, int batch);
}
