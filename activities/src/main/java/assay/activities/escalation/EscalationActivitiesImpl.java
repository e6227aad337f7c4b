package assay.activities.escalation;

import assay.activities.desk.Opening;
import assay.workflows.EscalationActivities;
import assay.workflows.ReviewActivities.Closed;
import assay.workflows.ReviewActivities.Opened;
import org.jdbi.v3.core.Jdbi;

/** Asks the review desk for experts on behalf of a batch. */
public final class EscalationActivitiesImpl implements EscalationActivities {
  private final Opening desk;

  public EscalationActivitiesImpl(Jdbi jdbi) {
    this.desk = new Opening(jdbi);
  }

  @Override
  public void escalate(String campaign, int batch, int[] pairs) {
    desk.escalate(campaign, batch, pairs);
  }

  @Override
  public Opened open(String campaign, int batch) {
    return desk.openExperts(campaign, batch);
  }

  @Override
  public Closed close(String campaign, int batch) {
    return desk.closeExperts(campaign, batch);
  }
}
