package assay.workflows;

import assay.domain.policy.CalibrationSnapshot;
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
   */
  record Plan(
      CampaignSpec spec,
      int pairs,
      String guidelines,
      List<Integer> finished,
      Steering steering,
      List<CalibrationSnapshot> calibrations) {
    public Plan {
      // Histories of versions without calibration have none.
      calibrations = calibrations == null ? List.of() : List.copyOf(calibrations);
    }
  }

  Plan plan(String campaign);

  void batchPhase(String campaign, int batch, String phase);

  void batchFinished(String campaign, BatchOutcome outcome);

  /** Reserves what a batch's people can cost at most; false when the budget does not allow it. */
  boolean reserve(String campaign, int batch, int pairs);

  /**
   * Something did not fit in the budget. With nothing else open the campaign is paused until the
   * manager raises it; else everyone is told to try again.
   *
   * @return what is wanted now, under a new revision
   */
  Steering shortOfMoney(String campaign, boolean nothingElseIsOpen);

  void phase(String campaign, String phase);

  void finished(String campaign, String status, String reason);

  /** Keeps the closed history of a run; fails, to be tried again, while the run is not closed. */
  void seal(String campaign, String workflow, String run);
}
