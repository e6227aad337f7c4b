package assay.workflows;

import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** One batch of pairs through the six phases. */
@WorkflowInterface
public interface BatchWorkflow {

  @WorkflowMethod
  BatchOutcome run(BatchPlan plan, Steering steering);

  /** Desk events, numbered; overlap is trimmed, a gap asked for again. */
  @SignalMethod
  void events(Lot lot);

  @SignalMethod
  void steer(Steering steering);
}
