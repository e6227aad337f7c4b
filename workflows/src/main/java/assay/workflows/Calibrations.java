package assay.workflows;

import assay.domain.policy.CalibrationSchedule;
import assay.domain.policy.CalibrationSnapshot;
import assay.domain.spec.CampaignSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The calibrations of a running campaign: which there are, which comes next, and who waits for it.
 *
 * <p>It asks nothing of the activities of a campaign that calibrates nothing.
 */
final class Calibrations {
  private final CalibrationActivities activities = Steps.data(CalibrationActivities.class);
  private final CampaignSpec spec;
  private final int batches;
  private final List<CalibrationSnapshot> known;
  private int through;

  /**
   * @param known what is stored, by version
   */
  Calibrations(CampaignSpec spec, int batches, List<CalibrationSnapshot> known) {
    this.spec = spec;
    this.batches = batches;
    this.known = new ArrayList<>(known);
    this.through =
        known.isEmpty()
            ? CalibrationSchedule.first(spec)
            : CalibrationSchedule.after(known.getLast().through());
  }

  /** Whether a batch need not wait for a calibration that is still to come. */
  boolean ready(int batch) {
    if (!spec.calibrates() || through >= batches) {
      return true;
    }
    return known.isEmpty()
        ? batch <= through
        : batch < CalibrationSchedule.decidesFrom(spec, through);
  }

  /** What decides a batch that is ready; null when people do. */
  @Nullable CalibrationSnapshot of(int batch) {
    return CalibrationSchedule.of(spec, known, batch);
  }

  /** Whether the next one would decide some batch and all that it rests on is finished. */
  boolean due(Set<Integer> finished) {
    if (!spec.calibrates() || through >= batches) {
      return false;
    }
    boolean useful = known.isEmpty() || CalibrationSchedule.decidesFrom(spec, through) <= batches;
    for (int batch = 1; useful && batch <= through; batch++) {
      useful = finished.contains(batch);
    }
    return useful;
  }

  /**
   * Fits the one that is due, or finds that more batches are needed for it.
   *
   * @return a pause that came of it, or nothing
   */
  Optional<Steering> fit() {
    CalibrationActivities.Fitted fitted =
        activities.fit(spec.campaign(), known.size() + 1, through);
    CalibrationSnapshot snapshot = fitted.snapshot();
    if (snapshot == null) {
      int wanting = spec.prelabel().calibration().pairs() - fitted.pairs();
      through = CalibrationSchedule.extended(spec, through, wanting);
    } else {
      known.add(snapshot);
      through = CalibrationSchedule.after(snapshot.through());
    }
    return Optional.ofNullable(fitted.steering());
  }
}
