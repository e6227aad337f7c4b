package assay.workflows;

import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * One campaign: opens batches in a sliding window, labels again over all of them, exports, seals.
 */
@WorkflowInterface
public interface CampaignWorkflow {

  /**
   * @param campaign its name
   * @param open batches that an earlier run opened, ascending
   * @param next number of the next batch to open, from 1
   */
  record Start(String campaign, java.util.List<Integer> open, int next) {
    public static Start of(String campaign) {
      return new Start(campaign, java.util.List.of(), 1);
    }
  }

  @WorkflowMethod
  void run(Start start);

  @SignalMethod
  void steer(Steering steering);

  @SignalMethod
  void batchFinished(BatchOutcome outcome);
}
