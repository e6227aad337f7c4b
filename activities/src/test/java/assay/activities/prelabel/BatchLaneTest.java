package assay.activities.prelabel;

import static assay.activities.model.ModelServer.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.activities.model.BatchServer;
import assay.activities.model.ModelServer;
import assay.activities.model.TestActivity;
import assay.activities.model.TestCampaign;
import assay.activities.store.ModelCall;
import assay.domain.Pair;
import assay.domain.Prompt;
import assay.workflows.ModelBatchActivities;
import assay.workflows.PrelabelActivities;
import assay.workflows.VerdictColumns;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.temporal.failure.ActivityFailure;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A judge whose questions are handed in as files, against a server that speaks that API. */
class BatchLaneTest {
  private final BatchServer server = new BatchServer(question -> says("VERDICT: A=B"));
  private final TestCampaign campaign = campaign(server.url());

  @AfterEach
  void stop() {
    campaign.close();
    server.close();
  }

  @Test
  void aFileIsHandedInLookedAtAndCollectedAtItsPrice() {
    assertThat(submit()).isEqualTo(6);
    ObjectNode batch = server.batches().getFirst();
    assertThat(batch.path("endpoint").asText()).isEqualTo("/v1/chat/completions");
    assertThat(batch.path("metadata").path("assay_campaign").asText()).isEqualTo("test");
    assertThat(batch.path("metadata").path("assay_chunk").asText()).isEqualTo("judge/0");
    assertThat(server.lines(batch)).hasSize(6);
    assertThat(server.lines(batch).getFirst().path("body").path("top_logprobs").asInt())
        .isEqualTo(5);
    assertThat(unfinished()).isEqualTo(1);

    server.work("completed", line -> true);
    assertThat(unfinished()).isZero();
    VerdictColumns columns = prelabel();

    assertThat(columns.labels()).isEqualTo("222");
    assertThat(server.asked()).isEmpty();
    // Half of 100 tokens at 0.15 and 10 at 0.60 dollars a million
    assertThat(calls())
        .hasSize(6)
        .allSatisfy(call -> assertThat(call.usd()).isEqualByComparingTo("0.0000105"));
    assertThat(submit()).isZero();
    assertThat(server.batches()).hasSize(1);
  }

  @Test
  void whatAFileDoesNotBringIsAskedOneByOne() {
    submit();
    server.work("expired", line -> line.path("custom_id").asText().endsWith("ab"));
    assertThat(unfinished()).isZero();

    assertThat(prelabel().labels()).isEqualTo("222");

    assertThat(server.asked()).hasSize(3);
    assertThat(calls())
        .filteredOn(call -> call.variant().equals("j/ba"))
        .hasSize(3)
        .allSatisfy(call -> assertThat(call.usd()).isEqualByComparingTo("0.000021"));
  }

  @Test
  void aFileWhoseSubmitterWasKilledIsFoundAgain() {
    server.loseNextReply();
    assertThatThrownBy(this::submit)
        .isInstanceOf(ActivityFailure.class)
        .hasStackTraceContaining("model j (judge-1 at " + server.url() + "): ");
    try (TestCampaign another = campaign(server.url())) {
      assertThat(submit(another)).isEqualTo(6); // what others hand in is not taken for ours
    }
    assertThat(server.batches()).hasSize(2);

    assertThat(submit()).isEqualTo(6);

    assertThat(server.batches()).hasSize(2);
    server.work("completed", line -> true);
    assertThat(unfinished()).isZero();
    assertThat(prelabel().labels()).isEqualTo("222");
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void aCancelledFileIsNotWorkedOnAnyMore() {
    submit();
    cancel();
    assertThat(server.batches().getFirst().path("status").asText()).isEqualTo("cancelled");
    assertThat(unfinished()).isZero();
    cancel();
  }

  private void cancel() {
    try (TestActivity activity = new TestActivity()) {
      activity.of(ModelBatchActivities.class, campaign.files()).cancel("test", 1, "judge");
    }
  }

  @Test
  void anAnsweredFileIsReadAgainByTheNextAttemptAndNothingIsPaidTwice() {
    submit();
    server.work("completed", line -> true);
    assertThat(unfinished()).isZero();
    VerdictColumns first = prelabel();
    int paid = calls().size();

    assertThat(prelabel()).usingRecursiveComparison().isEqualTo(first);

    assertThat(calls()).hasSize(paid);
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void aServerWithoutFilesIsAskedOneByOne() {
    try (ModelServer plain =
            new ModelServer(
                question ->
                    question.has("messages")
                        ? says("VERDICT: A=B")
                        : ModelServer.json(404, "{\"error\":\"no such path\"}"));
        TestCampaign other = campaign(plain.url())) {
      assertThat(submit(other)).isZero();
      assertThat(prelabel(other).labels()).isEqualTo("222");
    }
  }

  private int submit() {
    return submit(campaign);
  }

  private static int submit(TestCampaign campaign) {
    try (TestActivity activity = new TestActivity()) {
      return activities(campaign, activity).submitPrelabel(campaign.chunk());
    }
  }

  private int unfinished() {
    try (TestActivity activity = new TestActivity()) {
      return activity
          .of(ModelBatchActivities.class, campaign.files())
          .unfinished("test", 1, "judge");
    }
  }

  private VerdictColumns prelabel() {
    return prelabel(campaign);
  }

  private static VerdictColumns prelabel(TestCampaign campaign) {
    try (TestActivity activity = new TestActivity()) {
      return activities(campaign, activity).prelabel(campaign.chunk(), 0);
    }
  }

  private static PrelabelActivities activities(TestCampaign campaign, TestActivity activity) {
    return activity.of(
        PrelabelActivities.class,
        new PrelabelActivitiesImpl(campaign.jdbi(), campaign.campaigns(), campaign.chunkCalls()));
  }

  private List<ModelCall> calls() {
    return campaign.modelCalls().load(campaign.id(), "judge", 0, 3);
  }

  private static TestCampaign campaign(String url) {
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      pairs.add(
          new Pair(i, "p" + i, Prompt.ofText("Why " + i + "?"), "a", "b", null, 0, null, null));
    }
    return new TestCampaign(
        """
        input: {pairs: pairs.jsonl}
        models:
          j: {url: "%s", model: judge-1, api_key_env: MY_KEY, lane: batch, usd_per_million_input: 0.15, usd_per_million_output: 0.60}
        prelabel: {judges: [j], calibration: none, spot_check: 0}
        """
            .formatted(url),
        pairs);
  }
}
