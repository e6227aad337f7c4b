package assay.workflows;

import assay.domain.policy.CalibrationSnapshot;
import io.temporal.activity.ActivityInterface;
import org.jspecify.annotations.Nullable;

/** Between batches: what people's labels say of the judges. */
@ActivityInterface(namePrefix = "Calibration")
public interface CalibrationActivities {

  /**
   * @param snapshot null when too few pairs have a verdict and people's label
   * @param pairs how many have
   * @param steering what the manager is to be asked about: the campaign was paused, with the
   *     snapshot, because too much of what was accepted is wrong; else null
   */
  record Fitted(@Nullable CalibrationSnapshot snapshot, int pairs, @Nullable Steering steering) {}

  /**
   * Fits a calibration to the labels of the batches {@code from} to {@code through} and stores it;
   * one that is stored under its version stays.
   *
   * @param from 0 and 1 are the same: histories of versions without canaries have none
   */
  Fitted fit(String campaign, int version, int through, int from);
}
