package assay.activities.desk;

import assay.workflows.BatchWorkflow;
import assay.workflows.Lot;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowTargetOptions;

/** Lots become signals to batch workflows. */
public final class TemporalSubscriber implements Subscriber {
  private final WorkflowClient client;

  public TemporalSubscriber(WorkflowClient client) {
    this.client = client;
  }

  @Override
  public void send(String workflow, String run, Lot lot) throws Gone {
    try {
      WorkflowTargetOptions target =
          WorkflowTargetOptions.newBuilder().setWorkflowId(workflow).setRunId(run).build();
      client.newWorkflowStub(BatchWorkflow.class, target).events(lot);
    } catch (WorkflowNotFoundException e) {
      throw new Gone(run, e);
    }
  }
}
