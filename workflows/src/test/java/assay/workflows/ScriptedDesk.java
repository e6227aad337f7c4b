package assay.workflows;

import assay.domain.Answer;
import assay.domain.Decider;
import assay.domain.DeskEvent;
import assay.domain.Judgment;
import assay.domain.PreferenceLabel;
import assay.domain.Stage;
import assay.domain.Verdict;
import assay.domain.policy.CalibrationSnapshot;
import assay.domain.policy.CanarySchedule;
import assay.domain.policy.Route;
import assay.domain.spec.CampaignSpec;
import io.temporal.client.WorkflowClient;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * All phases around the workflows, for tests of the process alone: people and judges say what a
 * test tells them to say, and every request is written down.
 */
final class ScriptedDesk
    implements GenerationActivities,
        PrelabelActivities,
        ModelBatchActivities,
        ReviewActivities,
        EscalationActivities,
        AggregationActivities,
        ExportActivities,
        CalibrationActivities,
        CanaryActivities,
        CampaignActivities {

  final List<String> asked = new CopyOnWriteArrayList<>();
  final Map<Integer, Verdict> verdicts = new TreeMap<>();
  final Map<Integer, List<DeskEvent>> events = new TreeMap<>();
  private final Map<Integer, String> subscribers = new TreeMap<>();
  private final Map<Integer, Opened> opened = new TreeMap<>();
  private final WorkflowClient client;
  private final CampaignSpec spec;
  private final java.util.function.LongSupplier now;
  volatile Steering steering = Steering.NONE;
  volatile int pairs = 2;
  final java.util.concurrent.atomic.AtomicInteger prelabelled =
      new java.util.concurrent.atomic.AtomicInteger();
  volatile int inHand;
  volatile int looks = 3;
  volatile boolean silent;

  /** Batches up to this number fit in the budget. */
  volatile int money = Integer.MAX_VALUE;

  final Map<Integer, Character> deciders = new java.util.concurrent.ConcurrentSkipListMap<>();
  final Queue<CalibrationSnapshot> prepared = new ConcurrentLinkedQueue<>();
  private final List<CalibrationSnapshot> calibrations = new CopyOnWriteArrayList<>();
  volatile int labelled;

  /** The look at which the judges have changed. */
  volatile int changedAt;

  private final List<CanarySchedule.Taken> taken = new CopyOnWriteArrayList<>();
  private long lease;

  ScriptedDesk(WorkflowClient client, CampaignSpec spec, java.util.function.LongSupplier now) {
    this.client = client;
    this.spec = spec;
    this.now = now;
  }

  synchronized void say(int pair, Stage stage, int annotator, String label) {
    say(1, pair, stage, annotator, label, true);
  }

  synchronized void say(
      int batch, int pair, Stage stage, int annotator, String label, boolean counted) {
    Answer answer = new Answer.Preference(PreferenceLabel.of(label));
    Judgment judgment = new Judgment(pair, stage, annotator, answer, 200, false, ++lease);
    tell(batch, new DeskEvent.Judged(judgment, counted, now.getAsLong()));
  }

  synchronized void tell(int batch, DeskEvent event) {
    List<DeskEvent> all = events.computeIfAbsent(batch, b -> new ArrayList<>());
    all.add(event);
    String workflow = subscribers.get(batch);
    if (workflow != null && !silent) {
      client
          .newWorkflowStub(BatchWorkflow.class, workflow)
          .events(Lot.of(all.size() - 1, List.of(event), "g1"));
    }
  }

  private void ask(String what) {
    asked.add(what);
  }

  @Override
  public TextColumns generate(Chunk chunk) {
    return new TextColumns("root", new int[0]);
  }

  @Override
  public int submitGenerate(Chunk chunk) {
    ask("hand in generate " + chunk.first());
    return chunk.count();
  }

  @Override
  public int submitPrelabel(Chunk chunk) {
    ask("hand in judge " + chunk.first());
    return chunk.count();
  }

  @Override
  public synchronized int unfinished(String campaign, int batch, String purpose) {
    ask("look at " + purpose);
    return --looks;
  }

  @Override
  public void cancel(String campaign, int batch, String purpose) {
    ask("cancel " + purpose);
  }

  @Override
  public VerdictColumns prelabel(Chunk chunk, int calibration) {
    prelabelled.incrementAndGet();
    CalibrationSnapshot rule = calibration == 0 ? null : calibrations.get(calibration - 1);
    List<Verdict> said = new ArrayList<>();
    List<Route> routes = new ArrayList<>();
    for (int pair = chunk.first(); pair < chunk.first() + chunk.count(); pair++) {
      Verdict verdict = verdicts.getOrDefault(pair, Verdict.UNPARSABLE);
      said.add(verdict);
      routes.add(Route.of(spec, rule, "p" + pair, verdict));
    }
    return VerdictColumns.of(said, routes, "root", List.of());
  }

  @Override
  public VerdictColumns judgeAgain(Chunk chunk, int calibration) {
    ask("judge again in " + chunk.batch() + " by " + calibration);
    List<Integer> places = new ArrayList<>();
    List<Verdict> said = new ArrayList<>();
    List<Route> routes = new ArrayList<>();
    CalibrationSnapshot rule = calibration == 0 ? null : calibrations.get(calibration - 1);
    for (int place = 0; place < chunk.count(); place++) {
      int pair = chunk.first() + place;
      if ("as".indexOf(deciders.getOrDefault(pair, 'h')) >= 0) {
        Verdict verdict = verdicts.getOrDefault(pair, Verdict.UNPARSABLE);
        places.add(place);
        said.add(verdict);
        routes.add(Route.of(spec, rule, "p" + pair, verdict));
      }
    }
    return VerdictColumns.of(said, routes, "root", List.of())
        .among(places.stream().mapToInt(Integer::intValue).toArray(), chunk.count());
  }

  @Override
  public int submitAgain(Chunk chunk) {
    ask("hand in again " + chunk.first());
    return chunk.count();
  }

  @Override
  public boolean setAside(Chunk batch, int of, int look) {
    boolean fits = money >= batch.batch();
    ask(
        "set aside "
            + of
            + " for "
            + batch.batch()
            + " by look "
            + look
            + (fits ? "" : ": too much"));
    return fits;
  }

  @Override
  public synchronized Opened open(Order order) {
    ask(
        "review "
            + Arrays.toString(order.review())
            + " spot "
            + Arrays.toString(order.spotChecks()));
    return opened.computeIfAbsent(
        order.batch(), b -> new Opened(now.getAsLong(), steering.pausedMillis()));
  }

  @Override
  public synchronized void subscribe(
      String campaign, int batch, String workflow, String run, int after) {
    ask("subscribe after " + after);
    subscribers.put(batch, workflow);
    List<DeskEvent> all = events.getOrDefault(batch, List.of());
    if (all.size() > after) {
      client
          .newWorkflowStub(BatchWorkflow.class, workflow)
          .events(Lot.of(after, all.subList(after, all.size()), "g1"));
    }
  }

  @Override
  public void wanted(String campaign, int batch, Map<Integer, Integer> wanted) {
    ask("wanted " + wanted);
  }

  @Override
  public void remind(String campaign, int batch, int waiting) {
    ask("remind " + waiting);
  }

  @Override
  public synchronized Closed closeReview(String campaign, int batch) {
    ask("close review");
    return new Closed(events.getOrDefault(batch, List.of()).size(), inHand);
  }

  @Override
  public synchronized Closed close(String campaign, int batch) {
    ask("close");
    return new Closed(events.getOrDefault(batch, List.of()).size(), inHand);
  }

  @Override
  public void escalate(String campaign, int batch, int[] pairs) {
    ask("escalate " + Arrays.toString(pairs));
  }

  @Override
  public Opened open(String campaign, int batch) {
    ask("experts");
    return new Opened(now.getAsLong(), steering.pausedMillis());
  }

  @Override
  public LabelColumns aggregateBatch(Chunk batch, String deciders, int lastSeq) {
    ask("aggregate " + deciders + " up to " + lastSeq);
    int n = deciders.length();
    for (int place = 0; place < n; place++) {
      if (deciders.charAt(place) != KEPT) {
        this.deciders.put(batch.first() + place, deciders.charAt(place));
      }
    }
    return new LabelColumns("1".repeat(n), deciders, new int[n], new int[n], "digest", List.of());
  }

  @Override
  public Aggregated aggregateCampaign(String campaign) {
    ask("aggregate campaign");
    return new Aggregated("digest", "majority", "asked for");
  }

  @Override
  public void exportBatch(Chunk batch) {
    ask("export batch " + batch.batch());
  }

  @Override
  public void exportCampaign(String campaign) {
    ask("export campaign");
  }

  @Override
  public Plan plan(String campaign) {
    return new Plan(spec, pairs, "g1", List.of(), steering, calibrations, taken);
  }

  /** A change pauses the campaign, as its activity does. */
  @Override
  public synchronized Looked look(String campaign, int look, int before) {
    boolean afforded = money >= before;
    boolean changed = afforded && look == changedAt;
    ask("canary " + look + " before " + before + (afforded ? "" : ": too much"));
    if (changed) {
      steering = new Steering(steering.revision() + 1, true, false, 0);
    }
    if (afforded) {
      taken.add(new CanarySchedule.Taken(before, changed));
    }
    return new Looked(afforded, changed, changed ? steering : null);
  }

  /** The next calibration that a test has prepared; too few pairs when there is none. */
  @Override
  public synchronized Fitted fit(String campaign, int version, int through, int from) {
    ask("fit " + version + " through " + through + (from == 1 ? "" : " from " + from));
    CalibrationSnapshot next = prepared.poll();
    if (next == null) {
      return new Fitted(null, labelled, null);
    }
    calibrations.add(next);
    return new Fitted(next, next.pairs(), steering);
  }

  @Override
  public void batchPhase(String campaign, int batch, String phase) {}

  @Override
  public void batchFinished(String campaign, BatchOutcome outcome) {
    ask("finished " + outcome.number() + " " + new TreeMap<Decider, Integer>(outcome.decided()));
  }

  @Override
  public boolean reserve(Chunk batch) {
    boolean fits = money >= batch.batch();
    ask("reserve " + batch.batch() + (fits ? "" : ": too much"));
    return fits;
  }

  @Override
  public Steering outOfBudget(String campaign) {
    ask("out of budget");
    steering = new Steering(steering.revision() + 1, true, false, 0);
    return steering;
  }

  @Override
  public void phase(String campaign, String phase) {
    ask("phase " + phase);
  }

  @Override
  public void finished(String campaign, String status, String reason) {
    ask("campaign " + status + (reason.isEmpty() ? "" : ": " + reason));
  }

  @Override
  public void seal(String campaign, String workflow, String run) {
    ask("seal " + workflow);
  }
}
