package assay.activities.review;

import assay.activities.desk.Opening;
import assay.activities.store.Budget;
import assay.activities.store.Campaigns;
import assay.activities.store.Campaigns.Campaign;
import assay.domain.cost.WorstCase;
import assay.workflows.ReviewActivities;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;

/** Asks the review desk on behalf of a batch. */
public final class ReviewActivitiesImpl implements ReviewActivities {
  private final Opening desk;
  private final Campaigns campaigns;
  private final Budget budget;

  public ReviewActivitiesImpl(Jdbi jdbi, Campaigns campaigns) {
    this.desk = new Opening(jdbi);
    this.campaigns = campaigns;
    this.budget = new Budget(jdbi);
  }

  @Override
  public Opened open(Order order) {
    reserve(order);
    return desk.openReview(order.campaign(), order.batch(), order.review(), order.spotChecks());
  }

  /** What was not needed for models, and for what they settled, is given back. */
  private void reserve(Order order) {
    Campaign campaign = campaigns.get(order.campaign());
    int pairs = order.review().length;
    int spotChecks = order.spotChecks().length;
    BigDecimal gold = WorstCase.gold(campaign.spec(), pairs, spotChecks);
    budget.limitGold(campaign.id(), order.batch(), gold);
    Map<String, BigDecimal> steps = new TreeMap<>();
    steps.put(Budget.models(order.batch()), budget.called(campaign.id(), order.batch()));
    steps.put(Budget.people(order.batch()), WorstCase.people(campaign.spec(), pairs, spotChecks));
    if (campaign.spec().review().wages().bonus() != null) {
      steps.put(
          Budget.bonuses(order.batch()), WorstCase.bonuses(campaign.spec(), pairs, spotChecks));
    }
    if (!budget.reserve(campaign.id(), steps)) {
      throw new IllegalStateException(
          "batch %d costs more than was reserved when it opened".formatted(order.batch()));
    }
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
