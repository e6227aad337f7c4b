package assay.activities.prelabel;

import static assay.activities.model.ModelServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import assay.activities.model.ModelServer;
import assay.activities.model.TestCampaign;
import assay.domain.Pair;
import assay.domain.Prompt;
import assay.workflows.Chunk;
import assay.workflows.PrelabelActivities;
import assay.workflows.VerdictColumns;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A model that stays down delays a chunk for a while, and then no longer. */
class GivingUpTest {

  @WorkflowInterface
  public interface OneChunk {
    @WorkflowMethod
    VerdictColumns run(Chunk chunk);
  }

  public static final class OneChunkImpl implements OneChunk {
    private final PrelabelActivities prelabel =
        Workflow.newActivityStub(
            PrelabelActivities.class,
            ActivityOptions.newBuilder()
                .setStartToCloseTimeout(Duration.ofMinutes(10))
                .setHeartbeatTimeout(Duration.ofSeconds(30))
                .build());

    @Override
    public VerdictColumns run(Chunk chunk) {
      return prelabel.prelabel(chunk, 0);
    }
  }

  @Test
  void afterGiveUpAfterPeopleDecide() {
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      pairs.add(new Pair(i, "p" + i, Prompt.ofText("Why?"), "a", "b", null, 0, null, null));
    }
    try (ModelServer server = new ModelServer(question -> json(403, "{\"error\":\"no credit\"}"));
        TestCampaign campaign =
            new TestCampaign(
                """
                input: {pairs: pairs.jsonl}
                models: {j: {url: "%s", max_concurrent: 1, give_up_after: 1s}}
                prelabel: {judges: [j], calibration: none}
                """
                    .formatted(server.url()),
                pairs);
        TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance()) {
      Worker worker = temporal.newWorker("test");
      worker.registerWorkflowImplementationTypes(OneChunkImpl.class);
      worker.registerActivitiesImplementations(
          new PrelabelActivitiesImpl(campaign.jdbi(), campaign.campaigns(), campaign.chunkCalls()));
      temporal.start();

      VerdictColumns columns =
          temporal
              .getWorkflowClient()
              .newWorkflowStub(
                  OneChunk.class, WorkflowOptions.newBuilder().setTaskQueue("test").build())
              .run(campaign.chunk());

      assertThat(columns.labels()).isEqualTo("x".repeat(20));
      assertThat(columns.routes()).isEqualTo("p".repeat(20));
      // A refusal ends an attempt, so not all 40 questions are tried.
      assertThat(server.asked().size()).isBetween(1, 39);
      assertThat(campaign.verdicts().load(campaign.id(), 0, 20)).hasSize(20);
    }
  }
}
