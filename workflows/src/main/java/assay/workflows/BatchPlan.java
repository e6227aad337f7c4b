package assay.workflows;

import assay.domain.policy.CalibrationSnapshot;
import assay.domain.spec.CampaignSpec;
import org.jspecify.annotations.Nullable;

/**
 * What one batch is to do.
 *
 * @param number from 1
 * @param first index of its first pair in the campaign
 * @param size number of real pairs
 * @param guidelines digest of the guidelines' version, empty without any
 * @param again the batch of whose pairs it judges some again, 0 for a planned one
 * @param calibration what decides the judges' pairs; null when people do, or without calibration
 */
public record BatchPlan(
    CampaignSpec spec,
    int number,
    int first,
    int size,
    String guidelines,
    int again,
    @Nullable CalibrationSnapshot calibration) {
  public String campaign() {
    return spec.campaign();
  }

  /** Version of the calibration, 0 without one. */
  public int calibrationVersion() {
    return calibration == null ? 0 : calibration.version();
  }

  /** What the judges' answers are kept for: each judging of a pair has its own. */
  public String judging() {
    return again == 0 ? PrelabelActivities.JUDGING : PrelabelActivities.judging(number);
  }

  public Chunk chunk(int from, int count) {
    return new Chunk(campaign(), number, from, count);
  }

  public Chunk all() {
    return chunk(first, size);
  }
}
