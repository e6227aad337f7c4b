package assay.activities.generation;

import static assay.activities.model.ModelServer.says;

import assay.activities.model.ServedCampaign;
import assay.activities.model.TestActivity;
import assay.activities.model.TestCampaign;
import assay.domain.Pair;
import assay.domain.Prompt;
import assay.workflows.GenerationActivities;
import assay.workflows.TextColumns;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import mockwebserver3.MockResponse;

/** Prompts in a campaign of their own, and a server that plays two models. */
abstract class GenerationFixture extends ServedCampaign {
  GenerationFixture() {
    super(GenerationFixture::saysWho);
  }

  static TextColumns generate(TestCampaign campaign) {
    try (TestActivity activity = new TestActivity()) {
      return activity
          .of(
              GenerationActivities.class,
              new GenerationActivitiesImpl(
                  campaign.jdbi(), campaign.campaigns(), campaign.chunkCalls()))
          .generate(campaign.chunk());
    }
  }

  TestCampaign campaign(String generation, Pair... pairs) {
    open = spec(generation, pairs);
    return open;
  }

  TestCampaign spec(String generation, Pair... pairs) {
    return new TestCampaign(
        """
        input: {prompts: prompts.jsonl}
        models:
          red: {url: "%1$s", model: red-1, system: You are red.}
          blue: {url: "%1$s", model: blue-1}
        generation: %2$s
        """
            .formatted(server.url(), generation),
        List.of(pairs));
  }

  static List<String> checks(TestCampaign campaign) {
    return rows(
        campaign,
        "select ix || ' round ' || round || ': ' || lack || case when dropped then ', dropped' else"
            + " '' end from signal_check order by ix, round");
  }

  static List<String> responses(TestCampaign campaign) {
    return rows(
        campaign,
        "select ix || ' ' || side || ' ' || strategy || ' of ' || n || ': ' || variant || '#' ||"
            + " attempt || ' by ' || model || ' at ' || temperature || ', seed ' || seed || ', ' ||"
            + " finish_reason || ', ' || prompt_tokens || ' + ' || completion_tokens || ' tokens,"
            + " score ' || coalesce(score::text, 'null') from response order by ix, side");
  }

  static List<String> rows(TestCampaign campaign, String sql) {
    return campaign.jdbi().withHandle(h -> h.createQuery(sql).mapTo(String.class).list());
  }

  static Pair[] prompts(int count) {
    Pair[] pairs = new Pair[count];
    for (int i = 0; i < count; i++) {
      pairs[i] = new Pair(i, "p" + i, Prompt.ofText("Why " + i), null, null, null, 0, null, null);
    }
    return pairs;
  }

  static MockResponse saysWho(JsonNode question) {
    return says(question.path("model").asText() + " at " + question.path("temperature").asText());
  }
}
