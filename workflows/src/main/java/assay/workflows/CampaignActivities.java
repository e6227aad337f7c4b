package assay.workflows;

import assay.domain.policy.CalibrationSnapshot;
import assay.domain.policy.CanarySchedule;
import assay.domain.spec.CampaignSpec;
import io.temporal.activity.ActivityInterface;
import java.util.List;

/** What a campaign keeps in the store, so that any new run can be told everything anew. */
@ActivityInterface(namePrefix = "Campaign")
public interface CampaignActivities {

  /**
   * @param pairs number of real pairs
   * @param finished numbers of the batches that are already finished, ascending
   * @param calibrations all that were fitted, by version
   * @param looks all that were taken at the judges' canary, in their order
   */
  record Plan(
      CampaignSpec spec,
      int pairs,
      String guidelines,
      List<Integer> finished,
      Steering steering,
      List<CalibrationSnapshot> calibrations,
      List<CanarySchedule.Taken> looks) {
    public Plan {
      // Histories of versions without calibration have none.
      calibrations = calibrations == null ? List.of() : List.copyOf(calibrations);
      // Nor have those of versions without canaries any looks.
      looks = looks == null ? List.of() : List.copyOf(looks);
    }
  }

  Plan plan(String campaign);

  void batchPhase(String campaign, int batch, String phase);

  void batchFinished(String campaign, BatchOutcome outcome);

  /**
   * Reserves the most that a batch's models and people can cost; false when the budget does not
   * allow it.
   */
  boolean reserve(Chunk batch);

  /**
   * The next batch does not fit and nothing more can come back: pauses the campaign, unless there
   * is money for it by now.
   *
   * @return what is wanted now
   */
  Steering outOfBudget(String campaign);

  void phase(String campaign, String phase);

  void finished(String campaign, String status, String reason);

  /** Keeps the closed history of a run; fails, to be tried again, while the run is not closed. */
  void seal(String campaign, String workflow, String run);
}
