package assay.activities.prelabel;

import static assay.activities.model.ModelServer.says;

import assay.activities.model.ModelServer;
import assay.activities.model.ServedCampaign;
import assay.activities.model.TestActivity;
import assay.activities.model.TestCampaign;
import assay.domain.Pair;
import assay.domain.Prompt;
import assay.workflows.PrelabelActivities;
import assay.workflows.VerdictColumns;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import mockwebserver3.MockResponse;

/** Pairs in a campaign of their own, and a server that plays their judge. */
abstract class PrelabelFixture extends ServedCampaign {
  PrelabelFixture() {
    super(PrelabelFixture::longerIsBetter);
  }

  static VerdictColumns prelabel(TestCampaign campaign) {
    try (TestActivity activity = new TestActivity()) {
      return prelabel(campaign, activity);
    }
  }

  static VerdictColumns prelabel(TestCampaign campaign, TestActivity activity) {
    return activity
        .of(
            PrelabelActivities.class,
            new PrelabelActivitiesImpl(
                campaign.jdbi(), campaign.campaigns(), campaign.chunkCalls()))
        .prelabel(campaign.chunk(), 0);
  }

  TestCampaign campaign(String prelabel, Pair... pairs) {
    return campaign("text", "{tone: 1}", prelabel, pairs);
  }

  TestCampaign campaign(String verdict, String rubric, String prelabel, Pair... pairs) {
    open =
        new TestCampaign(
            """
            input: {pairs: pairs.jsonl}
            rubric: %s
            models:
              j: {url: "%s", model: judge-1, api_key_env: MY_KEY, usd_per_million_input: 0.15, usd_per_million_output: 0.60, verdict: %s}
            prelabel: {judges: [j], calibration: none, spot_check: 0, %s}
            """
                .formatted(rubric, server.url(), verdict, prelabel),
            List.of(pairs));
    return open;
  }

  static Pair pair(int index, String a, String b) {
    return new Pair(index, "p" + index, Prompt.ofText("Why?"), a, b, null, 0, null, null);
  }

  static MockResponse longerIsBetter(JsonNode question) {
    String text = ModelServer.text(question);
    int first = text.indexOf("\nResponse A:\n") + "\nResponse A:\n".length();
    int between = text.indexOf("\n\nResponse B:\n", first);
    int second = between + "\n\nResponse B:\n".length();
    int a = between - first;
    int b = text.lastIndexOf("\n\n") - second;
    return says("It is longer.\nVERDICT: " + (a > b ? "A>B" : a < b ? "B>A" : "A=B"));
  }
}
