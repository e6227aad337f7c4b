package assay.workers.control;

import assay.workflows.CampaignWorkflow;
import assay.workflows.Names;
import assay.workflows.Steering;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;

/** The Temporal side of control: what PostgreSQL says is made true there. */
final class CampaignRuns {
  private final WorkflowClient temporal;

  CampaignRuns(WorkflowClient temporal) {
    this.temporal = temporal;
  }

  /** Starts the campaign's workflow unless it is running or just being sealed. */
  void start(String campaign) {
    if (sealing(campaign)) {
      return;
    }
    CampaignWorkflow workflow =
        temporal.newWorkflowStub(
            CampaignWorkflow.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId(Names.workflowId(campaign))
                .setTaskQueue(Names.WORKFLOWS_QUEUE)
                .setWorkflowIdReusePolicy(
                    WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
                .setWorkflowIdConflictPolicy(
                    WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                .build());
    try {
      WorkflowClient.start(workflow::run, CampaignWorkflow.Start.of(campaign));
    } catch (WorkflowExecutionAlreadyStarted e) {
      // Somebody else was faster; it runs, which is all that was wanted.
    }
  }

  /**
   * Tells a running campaign; one that the server has forgotten is started and told by its plan.
   */
  void steer(String campaign, Steering steering) {
    try {
      temporal.newWorkflowStub(CampaignWorkflow.class, Names.workflowId(campaign)).steer(steering);
    } catch (WorkflowNotFoundException e) {
      start(campaign);
    }
  }

  private boolean sealing(String campaign) {
    try {
      return temporal.newUntypedWorkflowStub(Names.sealId(campaign)).describe().getStatus()
          == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
    } catch (WorkflowNotFoundException e) {
      return false;
    }
  }
}
