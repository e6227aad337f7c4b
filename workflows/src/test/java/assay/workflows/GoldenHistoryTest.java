package assay.workflows;

import static assay.domain.Stage.EXPERT;
import static assay.domain.Stage.REVIEW;
import static assay.domain.Stage.SPOT_CHECK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.domain.PreferenceLabel;
import assay.domain.Verdict;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.workflow.Workflow;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Histories of released versions stay replayable for ever. */
class GoldenHistoryTest {
  private static final String BATCH = "histories/batch-0.1.json";

  /** A judge changed in it, and nothing was judged again in that version. */
  private static final String CAMPAIGN = "histories/campaign-changed-judge-0.1.json";

  @Test
  void theBatchOfVersion01Replays() throws Exception {
    WorkflowHouse.replay(golden(BATCH), BatchWorkflowImpl.class);
  }

  @Test
  void theCampaignOfVersion01WhoseJudgeChangedReplays() throws Exception {
    WorkflowHouse.replay(golden(CAMPAIGN), CampaignWorkflowImpl.class);
  }

  @Test
  void aBatchThatSkipsThePrelabelingDoesNotReplay() {
    assertThatThrownBy(() -> WorkflowHouse.replay(golden(BATCH), Impatient.class))
        .isInstanceOf(RuntimeException.class)
        .hasStackTraceContaining("TMPRL1100");
  }

  @Test
  void theGoldenHistoryHoldsEveryKindOfStep() throws Exception {
    String json = golden(BATCH).toJson(false);
    assertThat(json)
        .contains(
            "Generate", "Prelabel", "ReviewOpen", "EscalationOpen", "AggregationAggregateBatch")
        .contains("EVENT_TYPE_TIMER_STARTED", "EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED");
  }

  /**
   * Run with -Dassay.record-history=true when a version is released, and commit the file under its
   * name.
   */
  @Test
  @EnabledIfSystemProperty(named = "assay.record-history", matches = "true")
  void record() throws Exception {
    String yaml =
        "prelabel: {judges: [judge], calibration: none, spot_check: 0.5}\n"
            + "review: {max_redundancy: 4}\n"
            + "seed: 3\n";
    try (WorkflowHouse house = new WorkflowHouse(yaml)) {
      for (int pair = 0; pair < 4; pair++) {
        house.desk.verdicts.put(
            pair, new Verdict(Verdict.Outcome.DECIDED, PreferenceLabel.A_BETTER, 950_000, 900_000));
      }
      BatchWorkflow batch = house.startBatch(6);
      house.awaitAsked("subscribe after 0");
      for (int pair = 0; pair < 4; pair++) {
        house.desk.say(pair, SPOT_CHECK, 1, "A>");
      }
      house.desk.say(4, REVIEW, 1, "A>");
      house.desk.say(4, REVIEW, 2, "B>");
      house.desk.say(4, REVIEW, 3, "=");
      house.awaitAsked("wanted {4=4}");
      house.pass(Duration.ofHours(25));
      house.awaitAsked("escalate [4, 5]");
      house.desk.say(4, EXPERT, 7, "A>>");
      house.pass(Duration.ofHours(73));
      house.result(batch);
      String json =
          house.temporal.getWorkflowClient().fetchHistory(Names.batchId("house", 1)).toJson(false);
      Path file = Path.of("src/test/resources", BATCH);
      Files.createDirectories(file.getParent());
      Files.writeString(file, json + "\n");
    }
  }

  private static WorkflowExecutionHistory golden(String file) throws IOException {
    try (InputStream in = GoldenHistoryTest.class.getClassLoader().getResourceAsStream(file)) {
      if (in == null) {
        throw new IOException("missing " + file);
      }
      return WorkflowExecutionHistory.fromJson(
          new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /** What a careless change looks like: it must not pass for the same workflow. */
  public static final class Impatient implements BatchWorkflow {
    @Override
    public BatchOutcome run(BatchPlan plan, Steering steering) {
      var unused = Steps.models(GenerationActivities.class).generate(plan.all());
      Workflow.sleep(Duration.ofSeconds(1));
      throw new IllegalStateException("not reached in a replay");
    }

    @Override
    public void events(Lot lot) {}

    @Override
    public void steer(Steering steering) {}
  }
}
