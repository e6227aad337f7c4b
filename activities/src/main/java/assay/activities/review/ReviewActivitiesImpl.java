package assay.activities.review;

import assay.activities.desk.Opening;
import assay.workflows.ReviewActivities;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/** Asks the review desk on behalf of a batch. */
public final class ReviewActivitiesImpl implements ReviewActivities {
  private final Opening desk;

  public ReviewActivitiesImpl(Jdbi jdbi) {
    this.desk = new Opening(jdbi);
  }

  @Override
  public Opened open(Order order) {
    return desk.openReview(order.campaign(), order.batch(), order.review(), order.spotChecks());
  }

  @Override
  public void subscribe(String campaign, int batch, String workflow, String run, int after) {
    desk.subscribe(campaign, batch, workflow, run, after);
  }

  @Override
  public void wanted(String campaign, int batch, Map<Integer, Integer> wanted) {
    desk.wanted(campaign, batch, wanted);
  }

  @Override
  public void remind(String campaign, int batch, int waiting) {
    desk.remind(campaign, batch);
  }

  @Override
  public Closed closeReview(String campaign, int batch) {
    return desk.closeReview(campaign, batch);
  }

  @Override
  public Closed close(String campaign, int batch) {
    return desk.closeAll(campaign, batch);
  }
}
