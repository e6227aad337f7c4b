package assay.activities.generation;

import static assay.activities.model.ModelServer.says;
import static org.assertj.core.api.Assertions.assertThat;

import assay.activities.model.BatchServer;
import assay.activities.model.TestActivity;
import assay.activities.model.TestCampaign;
import assay.domain.Pair;
import assay.domain.Prompt;
import assay.workflows.GenerationActivities;
import assay.workflows.TextColumns;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Both responses of a prompt travel in one file. */
class GenerationBatchTest {
  @Test
  void bothResponsesAreHandedInTogether() {
    try (BatchServer server =
            new BatchServer(question -> says("At " + question.path("temperature")));
        TestCampaign campaign =
            new TestCampaign(
                """
                input: {prompts: prompts.jsonl}
                models: {m: {url: "%s", lane: batch}}
                generation: {models: [m], temperatures: [0.3, 1.0]}
                """
                    .formatted(server.url()),
                List.of(
                    new Pair(0, "p0", Prompt.ofText("Why?"), null, null, null, 0, null, null)))) {
      try (TestActivity activity = new TestActivity()) {
        assertThat(activities(campaign, activity).submitGenerate(campaign.chunk())).isEqualTo(2);
      }
      server.work("completed", line -> true);
      try (TestActivity activity = new TestActivity()) {
        TextColumns texts = activities(campaign, activity).generate(campaign.chunk());

        assertThat(texts.dropped()).isEmpty();
      }
      Pair pair = campaign.pairs().range(campaign.id(), 0, 1).getFirst();
      assertThat(List.of(String.valueOf(pair.responseA()), String.valueOf(pair.responseB())))
          .containsExactlyInAnyOrder("At 0.3", "At 1");
      assertThat(server.asked()).isEmpty();
    }
  }

  private static GenerationActivities activities(TestCampaign campaign, TestActivity activity) {
    return activity.of(
        GenerationActivities.class,
        new GenerationActivitiesImpl(campaign.jdbi(), campaign.campaigns(), campaign.chunkCalls()));
  }
}
