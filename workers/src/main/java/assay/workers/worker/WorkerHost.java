package assay.workers.worker;

import assay.activities.aggregation.AggregationActivitiesImpl;
import assay.activities.calibration.CalibrationActivitiesImpl;
import assay.activities.campaign.CampaignActivitiesImpl;
import assay.activities.escalation.EscalationActivitiesImpl;
import assay.activities.export.ExportActivitiesImpl;
import assay.activities.generation.GenerationActivitiesImpl;
import assay.activities.model.ChatClient;
import assay.activities.model.ChunkCalls;
import assay.activities.model.ModelFiles;
import assay.activities.prelabel.CanaryActivitiesImpl;
import assay.activities.prelabel.PrelabelActivitiesImpl;
import assay.activities.review.ReviewActivitiesImpl;
import assay.activities.store.Campaigns;
import assay.activities.store.ModelBatches;
import assay.activities.store.ModelCalls;
import assay.workflows.BatchWorkflowImpl;
import assay.workflows.CampaignWorkflowImpl;
import assay.workflows.Names;
import assay.workflows.SealWorkflowImpl;
import io.temporal.client.WorkflowClient;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;

/** The Temporal workers of one process. */
public final class WorkerHost implements AutoCloseable {
  /** On two busy cores a workflow thread may wait a second for its turn without being stuck. */
  private static final Duration DEADLOCK_PATIENCE = Duration.ofSeconds(10);

  private static final int MODEL_CHUNKS = 8;
  private static final Duration DRAIN = Duration.ofSeconds(8);

  private final WorkerFactory factory;

  private WorkerHost(WorkerFactory factory) {
    this.factory = factory;
  }

  /**
   * @param exports folder that campaigns' files are written to
   */
  public static WorkerHost start(Queue queue, WorkflowClient temporal, Jdbi jdbi, Path exports) {
    WorkerFactory factory = WorkerFactory.newInstance(temporal);
    Campaigns campaigns = new Campaigns(jdbi);
    for (Queue each : queue.each()) {
      switch (each) {
        case WORKFLOWS -> workflows(factory, temporal, jdbi, campaigns);
        case MODELS -> models(factory, jdbi, campaigns);
        case DATA -> data(factory, temporal, jdbi, campaigns, exports);
        case ALL -> throw new IllegalStateException("all is not one queue");
      }
    }
    factory.start();
    return new WorkerHost(factory);
  }

  private static void workflows(
      WorkerFactory factory, WorkflowClient temporal, Jdbi jdbi, Campaigns campaigns) {
    Worker worker =
        factory.newWorker(
            Names.WORKFLOWS_QUEUE,
            WorkerOptions.newBuilder()
                .setDefaultDeadlockDetectionTimeout(DEADLOCK_PATIENCE.toMillis())
                .build());
    worker.registerWorkflowImplementationTypes(
        CampaignWorkflowImpl.class, BatchWorkflowImpl.class, SealWorkflowImpl.class);
    // Words to the desk inside a lot are local activities: they run here.
    worker.registerActivitiesImplementations(
        new ReviewActivitiesImpl(jdbi, campaigns),
        new EscalationActivitiesImpl(jdbi),
        new CampaignActivitiesImpl(jdbi, campaigns, temporal));
  }

  private static void models(WorkerFactory factory, Jdbi jdbi, Campaigns campaigns) {
    ModelFiles files = new ModelFiles(campaigns, new ModelBatches(jdbi));
    ChunkCalls calls = new ChunkCalls(new ChatClient(jdbi), new ModelCalls(jdbi), files);
    Worker worker =
        factory.newWorker(
            Names.MODELS_QUEUE,
            WorkerOptions.newBuilder().setMaxConcurrentActivityExecutionSize(MODEL_CHUNKS).build());
    worker.registerActivitiesImplementations(
        new GenerationActivitiesImpl(jdbi, campaigns, calls),
        new PrelabelActivitiesImpl(jdbi, campaigns, calls),
        new CanaryActivitiesImpl(jdbi, campaigns, calls),
        files);
  }

  private static void data(
      WorkerFactory factory,
      WorkflowClient temporal,
      Jdbi jdbi,
      Campaigns campaigns,
      Path exports) {
    Worker worker =
        factory.newWorker(
            Names.DATA_QUEUE,
            WorkerOptions.newBuilder().setMaxConcurrentActivityExecutionSize(8).build());
    worker.registerActivitiesImplementations(
        new ReviewActivitiesImpl(jdbi, campaigns),
        new EscalationActivitiesImpl(jdbi),
        new CalibrationActivitiesImpl(jdbi, campaigns),
        new AggregationActivitiesImpl(jdbi, campaigns),
        new ExportActivitiesImpl(jdbi, campaigns, exports),
        new CampaignActivitiesImpl(jdbi, campaigns, temporal));
  }

  /** Lets running steps finish for a while; what does not is done again by the next worker. */
  @Override
  public void close() {
    factory.shutdown();
    factory.awaitTermination(DRAIN.toMillis(), TimeUnit.MILLISECONDS);
    factory.shutdownNow();
    factory.awaitTermination(2, TimeUnit.SECONDS);
  }
}
