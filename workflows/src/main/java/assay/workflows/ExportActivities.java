package assay.workflows;

import io.temporal.activity.ActivityInterface;

/** Phase 6: files for trainers and for people. */
@ActivityInterface(namePrefix = "Export")
public interface ExportActivities {
  /** Writes a batch's own rows, usable before the campaign ends. */
  void exportBatch(Chunk batch);

  /** Writes all files of the campaign. */
  void exportCampaign(String campaign);
}
