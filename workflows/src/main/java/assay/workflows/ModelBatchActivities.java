package assay.workflows;

import io.temporal.activity.ActivityInterface;

/** Files of questions that a server works off in its own time. */
@ActivityInterface(namePrefix = "ModelBatch")
public interface ModelBatchActivities {
  /**
   * Looks whether a batch's files are answered.
   *
   * @param purpose {@code generate}, {@code judge} or that of a judging again, such as {@code
   *     judge/41}
   * @return files that the server still works on
   */
  int unfinished(String campaign, int batch, String purpose);

  /** Cancels the files that the server still works on. */
  void cancel(String campaign, int batch, String purpose);
}
