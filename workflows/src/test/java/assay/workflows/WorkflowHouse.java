package assay.workflows;

import assay.domain.spec.CampaignSpec;
import assay.domain.spec.InvalidInput;
import assay.domain.spec.SpecReader;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** A server that skips time, workers on all queues, and a scripted desk. */
final class WorkflowHouse implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  final TestWorkflowEnvironment temporal;
  final ScriptedDesk desk;
  final CampaignSpec spec;

  WorkflowHouse(String extraYaml) throws InvalidInput {
    this.spec =
        SpecReader.read(
                "spec.yaml",
                "campaign: house\n"
                    + "input: {pairs: pairs.jsonl}\n"
                    + "models: {judge: {url: 'http://127.0.0.1:1/v1'}, patient: {url:"
                    + " 'http://127.0.0.1:1/v1', lane: batch}}\n"
                    + extraYaml)
            .spec();
    this.temporal =
        TestWorkflowEnvironment.newInstance(TestEnvironmentOptions.newBuilder().build());
    this.desk = new ScriptedDesk(temporal.getWorkflowClient(), spec, temporal::currentTimeMillis);
    Worker workflows = worker(temporal);
    workflows.registerWorkflowImplementationTypes(
        CampaignWorkflowImpl.class, BatchWorkflowImpl.class, SealWorkflowImpl.class);
    workflows.registerActivitiesImplementations(desk);
    temporal.newWorker(Names.MODELS_QUEUE).registerActivitiesImplementations(desk);
    temporal.newWorker(Names.DATA_QUEUE).registerActivitiesImplementations(desk);
    temporal.start();
  }

  /** Whose workflow threads may stand still as long as a busy machine makes them. */
  static Worker worker(TestWorkflowEnvironment temporal) {
    return temporal.newWorker(
        Names.WORKFLOWS_QUEUE,
        WorkerOptions.newBuilder().setDefaultDeadlockDetectionTimeout(PATIENCE.toMillis()).build());
  }

  /** Runs workflows of these types through a history; throws where they go another way. */
  static void replay(WorkflowExecutionHistory history, Class<?>... types) throws Exception {
    try (TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance()) {
      Worker worker = worker(temporal);
      worker.registerWorkflowImplementationTypes(types);
      WorkflowReplayer.replayWorkflowExecution(history, worker);
    }
  }

  /** Starts batch 1 over {@code size} pairs from index 0. */
  BatchWorkflow startBatch(int size) {
    BatchWorkflow batch =
        temporal
            .getWorkflowClient()
            .newWorkflowStub(
                BatchWorkflow.class,
                WorkflowOptions.newBuilder()
                    .setTaskQueue(Names.WORKFLOWS_QUEUE)
                    .setWorkflowId(Names.batchId("house", 1))
                    .build());
    io.temporal.client.WorkflowClient.start(
        batch::run, new BatchPlan(spec, 1, 0, size, "g1", 0, null), desk.steering);
    return batch;
  }

  BatchOutcome result(BatchWorkflow batch) {
    return io.temporal.client.WorkflowStub.fromTyped(batch).getResult(BatchOutcome.class);
  }

  /** Skips workflow time forward. */
  void pass(Duration time) {
    temporal.sleep(time);
  }

  /** Waits until the desk has been asked something. */
  void awaitAsked(String what) {
    await(() -> desk.asked.contains(what), "'" + what + "' among " + desk.asked);
  }

  static void await(BooleanSupplier condition, String what) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("waited in vain for " + what);
      }
      java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
    }
  }

  @Override
  public void close() {
    temporal.close();
  }
}
