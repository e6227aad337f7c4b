package assay.workflows;

import io.temporal.activity.ActivityInterface;

/** Phase 2: what the judges say, and where each pair goes from there. */
@ActivityInterface
public interface PrelabelActivities {
  /**
   * Asks the judges and stores their verdicts; an answered call is never paid for again.
   *
   * @param calibration version of what decides the batch, stored before; 0 without one
   */
  VerdictColumns prelabel(Chunk chunk, int calibration);
}
