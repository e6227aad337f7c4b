package assay.activities.campaign;

import assay.activities.store.Batches;
import assay.activities.store.Budget;
import assay.activities.store.Calibrations;
import assay.activities.store.CampaignStore;
import assay.activities.store.Campaigns;
import assay.activities.store.Campaigns.Campaign;
import assay.activities.store.Canaries;
import assay.activities.store.GoldLife;
import assay.activities.store.Pairs;
import assay.activities.store.Sealed;
import assay.domain.Pair;
import assay.domain.cost.WorstCalls;
import assay.domain.cost.WorstCase;
import assay.domain.spec.CampaignSpec;
import assay.workflows.BatchOutcome;
import assay.workflows.CampaignActivities;
import assay.workflows.Chunk;
import assay.workflows.Steering;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.common.WorkflowExecutionHistory;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a campaign's plan, progress and end in PostgreSQL, and its closed histories. */
public final class CampaignActivitiesImpl implements CampaignActivities {
  private static final Logger LOG = LoggerFactory.getLogger(CampaignActivitiesImpl.class);

  /** The run goes on; its history is asked for again a little later. */
  static final class NotClosedYet extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotClosedYet(String workflow, String run) {
      super(
          "run " + run + " of " + workflow + " is not closed yet; its history is kept once it is");
    }
  }

  private final Campaigns campaigns;
  private final CampaignStore store;
  private final Batches batches;
  private final Pairs pairs;
  private final Budget budget;
  private final Calibrations calibrations;
  private final Canaries canaries;
  private final GoldLife gold;
  private final Sealed sealed;
  private final WorkflowClient temporal;

  public CampaignActivitiesImpl(Jdbi jdbi, Campaigns campaigns, WorkflowClient temporal) {
    this.campaigns = campaigns;
    this.store = new CampaignStore(jdbi);
    this.batches = new Batches(jdbi);
    this.pairs = new Pairs(jdbi);
    this.budget = new Budget(jdbi);
    this.calibrations = new Calibrations(jdbi);
    this.canaries = new Canaries(jdbi);
    this.gold = new GoldLife(jdbi);
    this.sealed = new Sealed(jdbi);
    this.temporal = temporal;
  }

  @Override
  public Plan plan(String name) {
    Campaign campaign = campaigns.get(name);
    batches.plan(campaign);
    return new Plan(
        campaign.spec(),
        campaign.pairs(),
        campaign.guidelinesDigest(),
        batches.finished(campaign.id()).stream().map(BatchOutcome::number).toList(),
        store.find(name).orElseThrow().steering(),
        calibrations.all(campaign.id()),
        canaries.taken(campaign.id()));
  }

  @Override
  public void batchPhase(String campaign, int batch, String phase) {
    batches.phase(campaigns.get(campaign).id(), batch, phase);
  }

  @Override
  public void batchFinished(String name, BatchOutcome outcome) {
    int campaign = campaigns.get(name).id();
    batches.finish(campaign, outcome);
    budget.settle(
        campaign, Budget.people(outcome.number()), budget.earned(campaign, outcome.number()));
    CampaignSpec spec = campaigns.get(name).spec();
    if (spec.review().wages().bonus() != null) {
      long judgments = budget.handedIn(campaign, outcome.number());
      budget.settle(campaign, Budget.bonuses(outcome.number()), WorstCase.bonuses(spec, judgments));
    }
  }

  @Override
  public boolean reserve(Chunk batch) {
    Campaign campaign = campaigns.get(batch.campaign());
    List<Pair> asked = pairs.range(campaign.id(), batch.first(), batch.count());
    Map<String, BigDecimal> steps = new TreeMap<>();
    steps.put(Budget.models(batch.batch()), WorstCalls.of(campaign.spec(), asked));
    steps.put(Budget.people(batch.batch()), WorstCase.people(campaign.spec(), batch.count()));
    if (campaign.spec().review().wages().bonus() != null) {
      steps.put(
          Budget.bonuses(batch.batch()), WorstCase.bonuses(campaign.spec(), batch.count(), 0));
    }
    return budget.reserve(campaign.id(), steps);
  }

  @Override
  public Steering outOfBudget(String campaign) {
    return store.outOfBudget(campaign).steering();
  }

  @Override
  public void phase(String campaign, String phase) {
    store.phase(campaign, phase);
  }

  @Override
  public void finished(String campaign, String status, String reason) {
    if (status.equals("completed") && campaigns.get(campaign).spec().quality().promoteExpert()) {
      gold.promote(campaign);
    }
    if (!status.equals("failed")) {
      budget.settlePeople(campaigns.get(campaign).id());
    }
    store.finish(campaign, status, reason);
  }

  @Override
  public void seal(String name, String workflow, String run) {
    Campaign campaign = campaigns.get(name);
    if (sealed.has(campaign.id(), workflow, run)) {
      return;
    }
    Optional<WorkflowExecutionHistory> found = history(workflow, run);
    if (found.isEmpty()) {
      // Asking again would never end, and the labels do not depend on it; the gap is visible in
      // the list of sealed histories.
      LOG.warn("the server has forgotten run {} of {}; it cannot be sealed", run, workflow);
      return;
    }
    WorkflowExecutionHistory history = found.get();
    if (!closed(history)) {
      throw new NotClosedYet(workflow, run);
    }
    sealed.keep(
        campaign.id(),
        workflow,
        run,
        history.getEvents().size(),
        history.getHistory().getSerializedSize(),
        history.toJson(false));
  }

  private Optional<WorkflowExecutionHistory> history(String workflow, String run) {
    try {
      return Optional.of(temporal.fetchHistory(workflow, run));
    } catch (WorkflowNotFoundException e) {
      return Optional.empty();
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static boolean closed(WorkflowExecutionHistory history) {
    return switch (history.getLastEvent().getEventType()) {
      case EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED,
          EVENT_TYPE_WORKFLOW_EXECUTION_FAILED,
          EVENT_TYPE_WORKFLOW_EXECUTION_TIMED_OUT,
          EVENT_TYPE_WORKFLOW_EXECUTION_CANCELED,
          EVENT_TYPE_WORKFLOW_EXECUTION_TERMINATED,
          EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW ->
          true;
      default -> false;
    };
  }
}
