package assay.workflows;

import assay.domain.Decider;
import assay.domain.DeskEvent;
import assay.domain.Stage;
import assay.domain.policy.BatchBoard;
import assay.domain.policy.Route;
import assay.domain.spec.CampaignSpec;
import assay.workflows.ReviewActivities.Closed;
import assay.workflows.ReviewActivities.Opened;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Functions.Func1;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A batch through its six phases.
 *
 * <p>A run holds nothing that the store could not tell it again: one that continues as new, is
 * reset, or is started after the server forgot everything goes through the same steps, finds them
 * done, and is told all desk events from the first on.
 */
public final class BatchWorkflowImpl implements BatchWorkflow {
  private static final int CHUNK = 100;
  private static final Duration SILENCE = Duration.ofHours(1);
  private static final Duration LONGEST_SILENCE = Duration.ofDays(2);

  private final GenerationActivities generation = Steps.models(GenerationActivities.class);
  private final PrelabelActivities prelabeling = Steps.models(PrelabelActivities.class);
  private final BatchLane lane = new BatchLane();
  private final ReviewActivities review = Steps.data(ReviewActivities.class);
  private final ReviewActivities desk = Steps.quick(ReviewActivities.class);
  private final EscalationActivities escalation = Steps.data(EscalationActivities.class);
  private final EscalationActivities experts = Steps.quick(EscalationActivities.class);
  private final AggregationActivities aggregation = Steps.data(AggregationActivities.class);
  private final ExportActivities exporting = Steps.data(ExportActivities.class);
  private final CampaignActivities campaign = Steps.data(CampaignActivities.class);
  private final CampaignActivities notes = Steps.quick(CampaignActivities.class);

  private final BatchPlan plan;
  private final CampaignSpec spec;
  private final BatchBoard board;
  private Steering steering;
  private final Set<Integer> kept = new HashSet<>();
  private boolean listening;
  private boolean gap;
  private Duration patience = SILENCE;
  private int seen;

  @WorkflowInit
  public BatchWorkflowImpl(BatchPlan plan, Steering steering) {
    this.plan = plan;
    this.spec = plan.spec();
    this.board = new BatchBoard(spec);
    this.steering = steering;
  }

  @Override
  public BatchOutcome run(BatchPlan planned, Steering first) {
    sealPreviousRun();
    BatchOutcome outcome = outcome();
    tellCampaign(outcome);
    return outcome;
  }

  private BatchOutcome outcome() {
    try {
      Set<Integer> dropped = generate();
      List<VerdictColumns> verdicts = prelabel();
      if (steering.cancelled() && endsAtOnce()) {
        return cancelled();
      }
      route(dropped, verdicts);
      Opened opened = openReview();
      // Once, unless work of a suspended person is voided after its stage was over.
      do {
        awaitPeople(opened);
        awaitExperts();
      } while (board.isOpen() && !steering.cancelled());
      return steering.cancelled() ? cancelled() : finish();
    } catch (ActivityFailure e) {
      return failed(e);
    }
  }

  /** Runs that were cancelled before this was known went on to the next step. */
  static boolean endsAtOnce() {
    return Workflow.getVersion("cancelled-at-once", Workflow.DEFAULT_VERSION, 1) == 1;
  }

  private Set<Integer> generate() {
    if (plan.again() > 0) {
      return Set.of();
    }
    phase("generate");
    if (spec.input().prompts() != null) {
      handIn("generate", spec.generation().models(), generation::submitGenerate);
    }
    Set<Integer> dropped = new HashSet<>();
    for (TextColumns texts : inChunks(generation::generate)) {
      for (int pair : texts.dropped()) {
        dropped.add(pair);
      }
    }
    return dropped;
  }

  private List<VerdictColumns> prelabel() {
    if (!spec.hasJudges()) {
      return List.of();
    }
    phase("prelabel");
    boolean again = plan.again() > 0;
    handIn(
        plan.judging(),
        spec.prelabel().judges(),
        again ? prelabeling::submitAgain : prelabeling::submitPrelabel);
    int rule = plan.calibrationVersion();
    return inChunks(
        again
            ? chunk -> prelabeling.judgeAgain(chunk, rule)
            : chunk -> prelabeling.prelabel(chunk, rule));
  }

  /** What files do not bring is asked one by one afterwards. */
  private void handIn(String purpose, List<String> models, Func1<Chunk, Integer> submit) {
    Optional<Duration> poll = spec.batchPoll(models);
    if (poll.isPresent() && inChunks(submit).stream().anyMatch(questions -> questions > 0)) {
      lane.awaitAnswers(plan, purpose, poll.get(), () -> steering.cancelled());
    }
  }

  private void route(Set<Integer> dropped, List<VerdictColumns> verdicts) {
    for (int place = 0; place < plan.size(); place++) {
      int pair = plan.first() + place;
      if (dropped.contains(pair)) {
        board.addDropped(pair);
      } else if (verdicts.isEmpty()) {
        board.add(pair, Route.PEOPLE, null);
      } else {
        judged(pair, verdicts.get(place / CHUNK), place % CHUNK);
      }
    }
  }

  private void judged(int pair, VerdictColumns columns, int place) {
    if (columns.kept(place)) {
      kept.add(pair);
    } else {
      board.add(pair, columns.route(place), columns.verdict(place));
    }
  }

  private Opened openReview() {
    phase("review");
    ReviewActivities.Order order =
        new ReviewActivities.Order(
            plan.campaign(),
            plan.number(),
            ints(board.open(Stage.REVIEW)),
            ints(board.open(Stage.SPOT_CHECK)));
    Opened opened = review.open(order);
    listening = true;
    subscribe();
    return opened;
  }

  private void awaitPeople(Opened opened) {
    Deadline deadline = new Deadline(opened, spec.review().deadline());
    Deadline reminder = new Deadline(opened, spec.review().remindAfter());
    List<Deadline> timers = new ArrayList<>(List.of(deadline));
    if (spec.review().remindAfter().compareTo(spec.review().deadline()) < 0) {
      timers.add(reminder);
    }
    while (board.inReview() > 0 && !steering.cancelled()) {
      awaitChange(timers);
      if (reminder.passed() && timers.remove(reminder)) {
        desk.remind(plan.campaign(), plan.number(), board.inReview());
      }
      if (deadline.passed() && board.inReview() > 0) {
        awaitEvents(review.closeReview(plan.campaign(), plan.number()));
        board.reviewOver();
      }
    }
    deadline.stop();
    reminder.stop();
    tellDesk();
  }

  private void awaitExperts() {
    if (board.withExperts() == 0 || steering.cancelled()) {
      return;
    }
    phase("escalate");
    Opened opened = escalation.open(plan.campaign(), plan.number());
    Deadline deadline = new Deadline(opened, spec.escalation().deadline());
    boolean waits = spec.escalation().fallback() == CampaignSpec.Fallback.WAIT;
    List<Deadline> timers = waits ? List.of() : List.of(deadline);
    while (board.withExperts() > 0 && !steering.cancelled()) {
      awaitChange(timers);
      if (deadline.passed() && board.withExperts() > 0) {
        awaitEvents(escalation.close(plan.campaign(), plan.number()));
        board.expertsOver();
      }
    }
    deadline.stop();
  }

  private BatchOutcome finish() {
    Closed closed = review.close(plan.campaign(), plan.number());
    awaitEvents(closed);
    board.closed();
    phase("aggregate");
    List<Decider> deciders = board.deciders();
    LabelColumns labels = aggregation.aggregateBatch(plan.all(), codes(deciders), closed.lastSeq());
    phase("export");
    exporting.exportBatch(plan.all());
    awaitLateJudgments(closed);
    Map<Decider, Integer> decided = new EnumMap<>(Decider.class);
    deciders.forEach(decider -> decided.merge(decider, 1, Integer::sum));
    return outcome(decided, labels.digest(), "");
  }

  /**
   * Leases that were in hand when the batch closed may still end in a paid judgment: history keeps
   * it.
   */
  private void awaitLateJudgments(Closed closed) {
    if (closed.inHand() > 0) {
      phase("drain");
      Workflow.await(spec.review().lease(), board::drained);
    }
  }

  private BatchOutcome cancelled() {
    Closed closed = review.close(plan.campaign(), plan.number());
    // Nobody was asked anything before review opened.
    if (listening) {
      awaitEvents(closed);
    }
    return outcome(Map.of(), "", "");
  }

  private BatchOutcome failed(TemporalFailure failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return outcome(Map.of(), "", String.valueOf(cause.getMessage()));
  }

  private BatchOutcome outcome(Map<Decider, Integer> decided, String digest, String failure) {
    return new BatchOutcome(
        plan.number(), Workflow.getInfo().getRunId(), seen, decided, digest, failure);
  }

  @Override
  public void events(Lot lot) {
    if (!listening || lot.last() <= seen) {
      return;
    }
    if (lot.after() > seen) {
      gap = true;
      return;
    }
    for (DeskEvent event : lot.eventsAfter(seen, spec.task())) {
      board.apply(event);
    }
    seen = lot.last();
  }

  @Override
  public void steer(Steering wanted) {
    if (wanted.revision() > steering.revision()) {
      steering = wanted;
    }
  }

  /**
   * Waits until something happened, having told the desk what follows from what happened before.
   */
  private void awaitChange(List<Deadline> timers) {
    tellDesk();
    timers.forEach(timer -> timer.keep(steering));
    if (Workflow.getInfo().isContinueAsNewSuggested()) {
      Workflow.continueAsNew(plan, steering);
    }
    int before = seen;
    int revision = steering.revision();
    boolean heard =
        Workflow.await(
            patience,
            () ->
                gap
                    || seen > before
                    || steering.revision() > revision
                    || timers.stream().anyMatch(Deadline::passed));
    // Nothing for long may be a lost subscription; each further silence is given twice the time.
    if (seen > before) {
      patience = SILENCE;
    }
    if (!heard && patience.compareTo(LONGEST_SILENCE) < 0) {
      patience = patience.multipliedBy(2);
    }
    if (gap || !heard) {
      subscribe();
    }
  }

  private void awaitEvents(Closed closed) {
    while (seen < closed.lastSeq()) {
      boolean heard = Workflow.await(Duration.ofSeconds(30), () -> gap || seen >= closed.lastSeq());
      if (gap || !heard) {
        subscribe();
      }
    }
  }

  private void subscribe() {
    gap = false;
    desk.subscribe(
        plan.campaign(),
        plan.number(),
        Workflow.getInfo().getWorkflowId(),
        Workflow.getInfo().getRunId(),
        seen);
  }

  private void tellDesk() {
    while (board.hasMoves()) {
      BatchBoard.Moves moves = board.takeMoves();
      if (!moves.wanted().isEmpty()) {
        desk.wanted(plan.campaign(), plan.number(), moves.wanted());
      }
      if (!moves.escalate().isEmpty()) {
        experts.escalate(plan.campaign(), plan.number(), ints(moves.escalate()));
      }
    }
  }

  private <T> List<T> inChunks(Func1<Chunk, T> step) {
    Workflow.await(() -> !steering.paused() || steering.cancelled());
    if (steering.cancelled() && endsAtOnce()) {
      return List.of();
    }
    List<Promise<T>> chunks = new ArrayList<>();
    for (int from = 0; from < plan.size(); from += CHUNK) {
      Chunk chunk = plan.chunk(plan.first() + from, Math.min(CHUNK, plan.size() - from));
      chunks.add(Async.function(step, chunk));
    }
    return chunks.stream().map(Promise::get).toList();
  }

  private void phase(String name) {
    notes.batchPhase(plan.campaign(), plan.number(), name);
  }

  private void sealPreviousRun() {
    Workflow.getInfo()
        .getContinuedExecutionRunId()
        .ifPresent(run -> campaign.seal(plan.campaign(), Workflow.getInfo().getWorkflowId(), run));
  }

  private void tellCampaign(BatchOutcome outcome) {
    try {
      Workflow.newExternalWorkflowStub(CampaignWorkflow.class, Names.workflowId(plan.campaign()))
          .batchFinished(outcome);
    } catch (TemporalFailure e) {
      // The campaign is gone; the outcome stands as this workflow's result.
      Workflow.getLogger(BatchWorkflowImpl.class).info("no campaign to tell: {}", e.getMessage());
    }
  }

  /** A letter for each of the batch's pairs, {@code -} where the label is not for it to give. */
  private String codes(List<Decider> deciders) {
    StringBuilder codes = new StringBuilder(plan.size());
    Iterator<Decider> next = deciders.iterator();
    for (int pair = plan.first(); pair < plan.first() + plan.size(); pair++) {
      codes.append(kept.contains(pair) ? AggregationActivities.KEPT : next.next().code());
    }
    return codes.toString();
  }

  private static int[] ints(List<Integer> values) {
    return values.stream().mapToInt(Integer::intValue).toArray();
  }
}
