package assay.workflows;

import assay.domain.policy.CanarySchedule;
import assay.domain.policy.CanarySchedule.Taken;
import assay.domain.spec.CampaignSpec;
import assay.workflows.CanaryActivities.Looked;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The looks at a running campaign's judges: which there were, and the one that a batch waits for.
 *
 * <p>It asks nothing of the activities of a campaign without a canary.
 */
final class Canary {
  private final CanaryActivities activities = Steps.models(CanaryActivities.class);
  private final CampaignSpec spec;
  private final List<Taken> looks;
  private int before;
  private @Nullable Promise<Looked> pending;

  /**
   * @param looks what is stored, in their order
   */
  Canary(CampaignSpec spec, List<Taken> looks) {
    this.spec = spec;
    this.looks = new ArrayList<>(looks);
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
    }
    return looked;
  }

  /** The batches from which on the judges' calibration begins anew. */
  List<Integer> epochs() {
    return CanarySchedule.epochs(looks);
  }
}
