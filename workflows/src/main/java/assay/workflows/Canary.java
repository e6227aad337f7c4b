package assay.workflows;

import assay.domain.policy.CanarySchedule;
import assay.domain.policy.CanarySchedule.Again;
import assay.domain.policy.CanarySchedule.Taken;
import assay.domain.spec.CampaignSpec;
import assay.workflows.CanaryActivities.Looked;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The looks at a running campaign's judges: which there were, and the one that a batch waits for.
 *
 * <p>It asks nothing of the activities of a campaign without a canary.
 */
final class Canary {
  private final CanaryActivities activities = Steps.models(CanaryActivities.class);
  private final CampaignSpec spec;
  private final int planned;
  private final List<Taken> looks;
  private List<Again> again;
  private int before;
  private @Nullable Promise<Looked> pending;

  /**
   * @param looks what is stored, in their order
   * @param planned number of planned batches
   */
  Canary(CampaignSpec spec, List<Taken> looks, int planned) {
    this.spec = spec;
    this.planned = planned;
    this.looks = new ArrayList<>(looks);
    this.again = toJudgeAgain();
  }

  /** Runs that began before judging again was known never do. */
  private List<Again> toJudgeAgain() {
    List<Again> wanted = CanarySchedule.again(looks, planned);
    boolean known =
        wanted.isEmpty() || Workflow.getVersion("judge-again", Workflow.DEFAULT_VERSION, 1) == 1;
    return known ? wanted : List.of();
  }

  /** All batches there are to be, those that judge again included. */
  int batches() {
    return planned + again.size();
  }

  /** Whether a batch judges pairs again that are not all decided yet. */
  boolean waits(int batch, Set<Integer> finished) {
    return again(batch).map(each -> !finished.contains(each.of())).orElse(false);
  }

  /** What a batch judges again; nothing for a planned one. */
  Optional<Again> again(int batch) {
    return batch <= planned ? Optional.empty() : Optional.of(again.get(batch - planned - 1));
  }

  /** Reserves what a batch that judges again can cost, and sets the earlier verdicts aside. */
  boolean setAside(Chunk batch, Again what) {
    return activities.setAside(batch, what.of(), what.look());
  }

  /** Whether a batch must not open before another look. */
  boolean due(int batch) {
    return CanarySchedule.due(spec, looks, batch);
  }

  /** Begins the look that a batch waits for; open batches go on meanwhile. */
  void look(int batch) {
    before = batch;
    pending = Async.function(activities::look, spec.campaign(), looks.size() + 1, batch);
  }

  boolean looking() {
    return pending != null;
  }

  boolean answered() {
    return pending != null && pending.isCompleted();
  }

  /** What came of the look that is answered. */
  Looked take() {
    Looked looked = Objects.requireNonNull(pending).get();
    pending = null;
    if (looked.afforded()) {
      looks.add(new Taken(before, looked.changed()));
      again = looked.changed() ? toJudgeAgain() : again;
    }
    return looked;
  }

  /** The batches from which on the judges' calibration begins anew. */
  List<Integer> epochs() {
    return CanarySchedule.epochs(looks);
  }
}
