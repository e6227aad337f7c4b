package assay.workflows;

import assay.domain.policy.CanarySchedule.Again;
import assay.workflows.CampaignActivities.Plan;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;

/**
 * A campaign: batches in a sliding window, then one more labeling over all of them, then the files.
 */
public final class CampaignWorkflowImpl implements CampaignWorkflow {
  private final CampaignActivities store = Steps.data(CampaignActivities.class);
  private final AggregationActivities aggregation = Steps.longData(AggregationActivities.class);
  private final ExportActivities exporting = Steps.longData(ExportActivities.class);

  private final String name;
  private final Set<Integer> open;
  private final Set<Integer> finished = new HashSet<>();
  private final Queue<BatchOutcome> outcomes = new ArrayDeque<>();
  private boolean cannotOpen;
  private Steering steering = Steering.NONE;
  private Steering passedOn = Steering.NONE;
  private int next;
  private String failure = "";

  @WorkflowInit
  public CampaignWorkflowImpl(Start start) {
    this.name = start.campaign();
    this.open = new TreeSet<>(start.open());
    this.next = start.next();
  }

  @Override
  public void run(Start start) {
    Workflow.getInfo()
        .getContinuedExecutionRunId()
        .ifPresent(run -> store.seal(name, Names.workflowId(name), run));
    try {
      labelBatches(store.plan(name));
      if (steering.cancelled()) {
        close("cancelled", "cancelled by the manager");
      } else if (!failure.isEmpty()) {
        close("failed", failure);
      } else {
        store.phase(name, "aggregate");
        aggregation.aggregateCampaign(name);
        store.phase(name, "export");
        exporting.exportCampaign(name);
        close("completed", "");
      }
    } catch (ActivityFailure e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      close("failed", String.valueOf(cause.getMessage()));
    }
  }

  private void labelBatches(Plan plan) {
    steer(plan.steering());
    passedOn = plan.steering();
    finished.addAll(plan.finished());
    open.removeAll(finished);
    int size = plan.spec().batch().size();
    Canary canary = new Canary(plan.spec(), plan.looks(), (plan.pairs() + size - 1) / size);
    Calibrations calibrations =
        new Calibrations(plan.spec(), canary.batches(), plan.calibrations(), canary.epochs());
    store.phase(name, "label");
    while (true) {
      takeLook(canary, calibrations);
      calibrate(calibrations);
      while (mayOpen(plan, calibrations, canary)) {
        if (finished.contains(next)) {
          next++;
        } else if (canary.due(next)) {
          canary.look(next);
        } else {
          openNext(batch(plan, next, calibrations, canary), canary);
        }
      }
      boolean nothingMore = next > canary.batches() || steering.cancelled() || !failure.isEmpty();
      if (nothingMore && open.isEmpty() && outcomes.isEmpty()) {
        return;
      }
      if (Workflow.getInfo().isContinueAsNewSuggested()
          && outcomes.isEmpty()
          && !canary.looking()) {
        Workflow.continueAsNew(new Start(name, List.copyOf(open), next));
      }
      Workflow.await(
          () ->
              !outcomes.isEmpty()
                  || steering.revision() > passedOn.revision()
                  || isOutOfBudget()
                  || canary.answered()
                  || mayOpen(plan, calibrations, canary));
      takeOutcomes();
      if (isOutOfBudget()) {
        cannotOpen = false;
        steer(store.outOfBudget(name));
      }
      passOnSteering();
    }
  }

  private void calibrate(Calibrations calibrations) {
    while (calibrations.due(finished) && !steering.cancelled() && failure.isEmpty()) {
      calibrations.fit().ifPresent(this::steer);
    }
  }

  /** Obeys what came of a look; a judge that has changed is calibrated anew. */
  private void takeLook(Canary canary, Calibrations calibrations) {
    if (canary.answered()) {
      CanaryActivities.Looked looked = canary.take();
      cannotOpen = !looked.afforded();
      calibrations.follow(canary.epochs(), canary.batches());
      if (looked.steering() != null) {
        steer(looked.steering());
      }
    }
  }

  private boolean mayOpen(Plan plan, Calibrations calibrations, Canary canary) {
    return next <= canary.batches()
        && !canary.looking()
        && !canary.waits(next, finished)
        && calibrations.ready(next)
        && open.size() < plan.spec().batch().window()
        && !cannotOpen
        && !steering.paused()
        && !steering.cancelled()
        && failure.isEmpty();
  }

  /** Opens a batch once its worst case fits in the budget; what finishes makes room for it. */
  private void openNext(BatchPlan plan, Canary canary) {
    cannotOpen =
        !canary
            .again(plan.number())
            .map(again -> canary.setAside(plan.all(), again))
            .orElseGet(() -> store.reserve(plan.all()));
    if (!cannotOpen) {
      next++;
      open(plan);
    }
  }

  /** The next batch is too dear, and no open one will give anything back. */
  private boolean isOutOfBudget() {
    return cannotOpen && open.isEmpty() && !steering.paused() && !steering.cancelled();
  }

  private static BatchPlan batch(Plan plan, int number, Calibrations calibrations, Canary canary) {
    int size = plan.spec().batch().size();
    Optional<Again> again = canary.again(number);
    int first = (again.map(Again::planned).orElse(number) - 1) * size;
    return new BatchPlan(
        plan.spec(),
        number,
        first,
        Math.min(size, plan.pairs() - first),
        plan.guidelines(),
        again.map(Again::of).orElse(0),
        calibrations.of(number));
  }

  /**
   * Starts a batch that outlives this run; it reports by signal, since another run may be there by
   * then.
   */
  private void open(BatchPlan plan) {
    int number = plan.number();
    open.add(number);
    BatchWorkflow batch =
        Workflow.newChildWorkflowStub(
            BatchWorkflow.class,
            ChildWorkflowOptions.newBuilder()
                .setWorkflowId(Names.batchId(name, number))
                .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON)
                .build());
    Promise<BatchOutcome> result = Async.function(batch::run, plan, steering);
    try {
      Workflow.getWorkflowExecution(batch).get();
    } catch (ChildWorkflowFailure e) {
      Workflow.getLogger(CampaignWorkflowImpl.class).info("batch {} is already running", number);
      return;
    }
    var unused =
        result.handle(
            (outcome, broken) -> {
              if (broken != null) {
                batchFinished(
                    new BatchOutcome(
                        number, "", 0, Map.of(), "", String.valueOf(broken.getMessage())));
              }
              return outcome;
            });
  }

  @Override
  public void batchFinished(BatchOutcome outcome) {
    outcomes.add(outcome);
  }

  @Override
  public void steer(Steering wanted) {
    if (wanted.revision() > steering.revision()) {
      steering = wanted;
    }
  }

  private void takeOutcomes() {
    for (BatchOutcome outcome = outcomes.poll(); outcome != null; outcome = outcomes.poll()) {
      if (!open.contains(outcome.number())) {
        continue;
      }
      if (!outcome.run().isEmpty()) {
        store.seal(name, Names.batchId(name, outcome.number()), outcome.run());
      }
      if (!outcome.failure().isEmpty()) {
        failure = "batch " + outcome.number() + ": " + outcome.failure();
      } else if (!outcome.decided().isEmpty()) {
        store.batchFinished(name, outcome);
        finished.add(outcome.number());
      }
      open.remove(outcome.number());
      cannotOpen = false;
    }
  }

  private void passOnSteering() {
    if (steering.revision() <= passedOn.revision()) {
      return;
    }
    passedOn = steering;
    cannotOpen = false;
    List<Integer> told = new ArrayList<>(open);
    for (int number : told) {
      try {
        Workflow.newExternalWorkflowStub(BatchWorkflow.class, Names.batchId(name, number))
            .steer(passedOn);
      } catch (TemporalFailure e) {
        Workflow.getLogger(CampaignWorkflowImpl.class)
            .info("batch {} has just finished: {}", number, e.getMessage());
      }
    }
  }

  /**
   * The end is recorded by a workflow of its own, after this run's history is closed and sealed.
   */
  private void close(String status, String reason) {
    SealWorkflow seal =
        Workflow.newChildWorkflowStub(
            SealWorkflow.class,
            ChildWorkflowOptions.newBuilder()
                .setWorkflowId(Names.sealId(name))
                .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON)
                .build());
    var unused = Async.procedure(seal::run, name, Workflow.getInfo().getRunId(), status, reason);
    Workflow.getWorkflowExecution(seal).get();
  }
}
