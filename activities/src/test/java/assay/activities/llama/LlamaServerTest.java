package assay.activities.llama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import assay.activities.generation.GenerationActivitiesImpl;
import assay.activities.model.TestActivity;
import assay.activities.model.TestCampaign;
import assay.activities.prelabel.PrelabelActivitiesImpl;
import assay.activities.store.Hearings;
import assay.activities.store.ModelCall;
import assay.domain.Pair;
import assay.domain.Prompt;
import assay.domain.Verdict;
import assay.workflows.GenerationActivities;
import assay.workflows.PrelabelActivities;
import assay.workflows.VerdictColumns;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A prompt is answered twice and judged, all over the wire of a real server. */
class LlamaServerTest {

  @Test
  void aSmallModelGeneratesAndJudges() throws Exception {
    assumeThat(LlamaServer.missing().orElse("")).as(LlamaServer.missing().orElse("")).isEmpty();
    try (LlamaServer server = LlamaServer.start();
        TestCampaign campaign =
            new TestCampaign(
                """
                input: {prompts: prompts.jsonl}
                rubric: {helpfulness: 1}
                models:
                  writer: {url: "%1$s", max_concurrent: 1, timeout: 10m}
                  judge: {url: "%1$s", max_concurrent: 1, timeout: 10m, verdict: json_schema}
                generation: {models: [writer], max_tokens: 48, temperatures: [0.2, 1.2]}
                prelabel: {judges: [judge], max_tokens: 400}
                """
                    .formatted(server.url()),
                List.of(
                    new Pair(
                        0,
                        "p0",
                        Prompt.ofText("Name three colours."),
                        null,
                        null,
                        null,
                        0,
                        null,
                        null)))) {
      try (TestActivity activity = new TestActivity()) {
        activity
            .of(
                GenerationActivities.class,
                new GenerationActivitiesImpl(
                    campaign.jdbi(), campaign.campaigns(), campaign.chunkCalls()))
            .generate(campaign.chunk());
      }
      List<ModelCall> written = campaign.modelCalls().load(campaign.id(), "generate", 0, 1);
      assertThat(written)
          .hasSizeGreaterThanOrEqualTo(2)
          .allSatisfy(
              call -> {
                assertThat(call.finishReason()).isIn("stop", "length");
                assertThat(call.promptTokens()).isPositive();
                assertThat(call.completionTokens()).isBetween(1, 48);
              });

      // What so small a model writes may well be cut off: judged are two texts of our own.
      campaign
          .jdbi()
          .useHandle(
              h ->
                  h.execute(
                      "update pair set response_a = 'Red, green and blue.', response_b = 'No.'"));
      VerdictColumns columns;
      try (TestActivity activity = new TestActivity()) {
        columns =
            activity
                .of(
                    PrelabelActivities.class,
                    new PrelabelActivitiesImpl(
                        campaign.jdbi(), campaign.campaigns(), campaign.chunkCalls()))
                .prelabel(campaign.chunk(), 0);
      }
      List<ModelCall> judged = campaign.modelCalls().load(campaign.id(), "judge", 0, 1);
      assertThat(judged).isNotEmpty().allMatch(call -> call.answer().startsWith("{"));
      Verdict verdict = columns.verdict(0);
      assertThat(verdict.outcome()).isNotEqualTo(Verdict.Outcome.UNREACHABLE);
      var detail = new Hearings(campaign.jdbi()).load(campaign.id(), "judge", 0, 1).get(0);
      System.out.println("The small model says " + verdict + ", " + detail);
      if (verdict.outcome() == Verdict.Outcome.DECIDED) {
        assertThat(judged).anyMatch(call -> call.probabilities() != null);
      }
    }
  }
}
