package assay.activities.generation;

import static assay.activities.model.ModelServer.json;
import static assay.activities.model.ModelServer.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.activities.model.ModelServer;
import assay.activities.model.TestCampaign;
import assay.activities.store.ModelCall;
import assay.domain.Pair;
import assay.domain.generation.ResponsePlan;
import assay.domain.spec.CampaignSpec;
import com.fasterxml.jackson.databind.JsonNode;
import io.temporal.failure.ActivityFailure;
import java.util.ArrayList;
import java.util.List;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.Test;

/** Candidates that a judge or an endpoint scores. */
class ScoredGenerationTest extends GenerationFixture {
  @Test
  void theBestOfNStandsAgainstTheWorstOnADrawnSide() {
    TestCampaign campaign =
        campaign(
            "{models: [red, blue], strategy: best_of_n, n: 4, scoring: {judge: blue}}", prompts(6));
    server.rule(ScoredGenerationTest::scoresByDigits);

    assertThat(generate(campaign).dropped()).isEmpty();

    CampaignSpec spec = campaign.campaigns().get("test").spec();
    List<Boolean> bestIsA = new ArrayList<>();
    for (Pair pair : campaign.pairs().range(campaign.id(), 0, 6)) {
      List<ModelCall> written =
          campaign.modelCalls().load(campaign.id(), "generate", pair.index(), 1).stream()
              .filter(call -> call.variant().startsWith("candidate/"))
              .toList();
      assertThat(written)
          .extracting(ModelCall::variant)
          .containsExactly("candidate/01", "candidate/02", "candidate/03", "candidate/04");
      assertThat(written).extracting(ModelCall::temperature).containsOnly(0.8);
      assertThat(written).extracting(ModelCall::seed).doesNotHaveDuplicates();
      assertThat(written).extracting(ModelCall::model).hasSize(4).containsAnyOf("red", "blue");
      List<Integer> scores = written.stream().map(call -> score(call.answer())).sorted().toList();
      boolean firstIsA = ResponsePlan.of(spec, pair.index(), pair.id()).firstIsA();
      int a = score(String.valueOf(pair.responseA()));
      int b = score(String.valueOf(pair.responseB()));
      assertThat(firstIsA ? a : b).isEqualTo(scores.getLast());
      assertThat(firstIsA ? b : a).isEqualTo(scores.getFirst());
      bestIsA.add(firstIsA);
    }
    assertThat(bestIsA).contains(true, false);
    assertThat(server.asked()).hasSize(6 * (4 + 4));
    assertThat(responses(campaign)).allMatch(row -> row.contains(" best_of_n of 4: candidate/0"));
    assertThat(responses(campaign)).noneMatch(row -> row.endsWith("score null"));
  }

  @Test
  void aScoreThatCannotBeReadIsAskedForOnceMoreAndThenTheCandidateIsOut() {
    server.rule(
        question -> {
          String text = ModelServer.text(question);
          int written = (int) server.asked().stream().filter(q -> !scored(q)).count();
          if (!scored(question)) {
            return says("candidate " + List.of(9, 5, 2).get(written - 1));
          }
          boolean first = !text.contains("An earlier answer");
          return first || text.contains("candidate 9")
              ? says("SCORES: helpfulness=11")
              : scoresByDigits(question);
        });
    TestCampaign campaign =
        campaign("{models: [red], strategy: best_of_n, n: 3, scoring: {judge: blue}}", prompts(1));

    assertThat(generate(campaign).dropped()).isEmpty();

    Pair pair = campaign.pairs().range(campaign.id(), 0, 1).getFirst();
    assertThat(List.of(String.valueOf(pair.responseA()), String.valueOf(pair.responseB())))
        .containsExactlyInAnyOrder("candidate 5", "candidate 2");
    assertThat(campaign.modelCalls().load(campaign.id(), "generate", 0, 1))
        .extracting(call -> call.variant() + "#" + call.attempt())
        .containsExactly(
            "candidate/01#1",
            "candidate/02#1",
            "candidate/03#1",
            "score/1/01#1",
            "score/1/01#2",
            "score/1/02#1",
            "score/1/02#2",
            "score/1/03#1",
            "score/1/03#2");
  }

  @Test
  void rejectionSamplingStopsWhenOneIsAcceptedAndOneRejected() {
    server.rule(
        question -> {
          // Candidates come as 3, 5, 9: the third is the first that reaches 7.
          return scored(question)
              ? scoresByDigits(question)
              : says("candidate " + List.of(3, 0, 5, 0, 9).get(server.asked().size() - 1));
        });
    TestCampaign campaign =
        campaign(
            "{models: [red], strategy: rejection_sampling, scoring: {judge: blue}}", prompts(1));

    assertThat(generate(campaign).dropped()).isEmpty();

    Pair pair = campaign.pairs().range(campaign.id(), 0, 1).getFirst();
    CampaignSpec spec = campaign.campaigns().get("test").spec();
    boolean acceptedIsA = ResponsePlan.of(spec, 0, "p0").firstIsA();
    assertThat(acceptedIsA ? pair.responseA() : pair.responseB()).isEqualTo("candidate 9");
    assertThat(acceptedIsA ? pair.responseB() : pair.responseA()).isEqualTo("candidate 3");
    assertThat(server.asked()).hasSize(6);
    assertThat(responses(campaign)).allMatch(row -> row.contains(" rejection_sampling of 3: "));
  }

  @Test
  void rejectionSamplingThatAcceptsNothingTriesAgainAndGivesUp() {
    server.rule(
        question ->
            scored(question)
                ? scoresByDigits(question)
                : says("candidate " + (server.asked().size() / 2 % 6 + 1)));
    TestCampaign campaign =
        campaign(
            "{models: [red], strategy: rejection_sampling, max_tries: 3, regenerate: 1, scoring:"
                + " {judge: blue}}",
            prompts(1));

    assertThat(generate(campaign).dropped()).containsExactly(0);
    assertThat(checks(campaign))
        .containsExactly("0 round 1: none_accepted", "0 round 2: none_accepted, dropped");
    assertThat(server.asked()).hasSize(2 * 3 * 2);
  }

  @Test
  void anEndpointOfItsOwnScores() {
    server.rule(
        question ->
            question.has("response")
                ? json(200, "{\"score\": -" + score(question.path("response").asText()) + ".5}")
                : says("candidate " + server.asked().size()));
    TestCampaign campaign =
        campaign(
            "{models: [red], strategy: best_of_n, n: 3, scoring: {url: '%s/score', api_key_env: MY_KEY}}"
                .formatted(server.url()),
            prompts(1));

    assertThat(generate(campaign).dropped()).isEmpty();

    // Candidates 1, 3 and 5 score -1.5, -3.5 and -5.5.
    assertThat(responses(campaign))
        .anyMatch(row -> row.contains("candidate/01#1") && row.endsWith("score -1.5"))
        .anyMatch(row -> row.contains("candidate/03#1") && row.endsWith("score -5.5"));
    assertThat(server.asked().stream().filter(q -> q.has("response")).toList())
        .extracting(JsonNode::toString)
        .containsExactly(
            "{\"prompt\":[{\"role\":\"user\",\"content\":\"Why 0\"}],\"response\":\"candidate 1\"}",
            "{\"prompt\":[{\"role\":\"user\",\"content\":\"Why 0\"}],\"response\":\"candidate 3\"}",
            "{\"prompt\":[{\"role\":\"user\",\"content\":\"Why 0\"}],\"response\":\"candidate"
                + " 5\"}");
    server.asked().clear();
    generate(campaign);
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void aScoringEndpointThatIsDownHoldsTheChunkUp() {
    server.rule(
        question ->
            question.has("response") ? json(500, "{\"error\":\"boom\"}") : saysWho(question));
    TestCampaign campaign =
        campaign(
            "{models: [red], strategy: best_of_n, n: 2, scoring: {url: '%s/score'}}"
                .formatted(server.url()),
            prompts(1));

    assertThatThrownBy(() -> generate(campaign))
        .isInstanceOf(ActivityFailure.class)
        .cause()
        .hasMessageContaining(
            "model scoring (scoring at "
                + server.url()
                + "/score): status 500: boom; tried 6 times");
    assertThat(campaign.modelCalls().load(campaign.id(), "generate", 0, 1)).hasSize(1);
  }

  private static boolean scored(JsonNode question) {
    return ModelServer.text(question).contains("\n\nResponse:\n");
  }

  private static int score(String text) {
    return text.charAt(text.length() - 1) - '0';
  }

  /**
   * Writes candidates that end in a digit drawn by the seed, and scores a response by its digit.
   */
  private static MockResponse scoresByDigits(JsonNode question) {
    String text = ModelServer.text(question);
    if (!scored(question)) {
      return says("candidate " + (question.path("seed").asLong() % 9 + 1));
    }
    String response = text.substring(0, text.lastIndexOf("\n\n"));
    return says(
        "Fine.\nSCORES: helpfulness=%1$d; correctness=%1$d; harmlessness=%1$d; conciseness=%1$d"
            .formatted(score(response)));
  }
}
