package assay.workflows;

import assay.domain.policy.CalibrationSchedule;
import assay.domain.policy.CalibrationSnapshot;
import assay.domain.policy.CanarySchedule;
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
  private int batches;
  private final List<CalibrationSnapshot> known;
  private List<Integer> epochs;
  private int through;

  /**
   * @param known what is stored, by version
   * @param epochs the batches from which on everything begins anew, ascending from 1
   */
  Calibrations(
      CampaignSpec spec, int batches, List<CalibrationSnapshot> known, List<Integer> epochs) {
    this.spec = spec;
    this.batches = batches;
    this.known = new ArrayList<>(known);
    this.epochs = epochs;
    this.through = next();
  }

  /**
   * Begins another epoch, if there is one; every batch before it is open or finished.
   *
   * @param all how many batches there are now
   */
  void follow(List<Integer> wanted, int all) {
    if (!wanted.equals(epochs)) {
      epochs = wanted;
      batches = all;
      through = next();
    }
  }

  /** The last batch that the next calibration of the newest epoch rests on. */
  private int next() {
    List<CalibrationSnapshot> current = ofEpoch(from());
    return current.isEmpty()
        ? from() - 1 + CalibrationSchedule.first(spec)
        : CalibrationSchedule.after(from(), current.getLast().through());
  }

  private int from() {
    return epochs.getLast();
  }

  private List<CalibrationSnapshot> ofEpoch(int from) {
    return known.stream().filter(snapshot -> snapshot.from() == from).toList();
  }

  /** Whether a batch need not wait for a calibration that is still to come. */
  boolean ready(int batch) {
    if (!spec.calibrates() || batch < from() || through >= batches) {
      return true;
    }
    return ofEpoch(from()).isEmpty()
        ? batch <= through
        : batch < CalibrationSchedule.decidesFrom(spec, through);
  }

  /** What decides a batch that is ready; null when people do. */
  @Nullable CalibrationSnapshot of(int batch) {
    return CalibrationSchedule.of(spec, ofEpoch(CanarySchedule.epoch(epochs, batch)), batch);
  }

  /** Whether the next one would decide some batch and all that it rests on is finished. */
  boolean due(Set<Integer> finished) {
    if (!spec.calibrates() || through >= batches) {
      return false;
    }
    boolean useful =
        ofEpoch(from()).isEmpty() || CalibrationSchedule.decidesFrom(spec, through) <= batches;
    for (int batch = from(); useful && batch <= through; batch++) {
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
        activities.fit(spec.campaign(), known.size() + 1, through, from());
    CalibrationSnapshot snapshot = fitted.snapshot();
    if (snapshot == null) {
      int wanting = spec.prelabel().calibration().pairs() - fitted.pairs();
      through = CalibrationSchedule.extended(spec, through, wanting);
    } else {
      known.add(snapshot);
      through = next();
    }
    return Optional.ofNullable(fitted.steering());
  }
}
