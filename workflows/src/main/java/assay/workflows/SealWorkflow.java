package assay.workflows;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Seals the last run of a campaign, which cannot seal itself, and only then calls it finished. */
@WorkflowInterface
public interface SealWorkflow {
  @WorkflowMethod
  void run(String campaign, String run, String status, String reason);
}
