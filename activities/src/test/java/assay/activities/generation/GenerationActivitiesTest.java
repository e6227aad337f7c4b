package assay.activities.generation;

import static assay.activities.model.ModelServer.json;
import static assay.activities.model.ModelServer.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.activities.model.ModelServer;
import assay.activities.model.TestActivity;
import assay.activities.model.TestCampaign;
import assay.activities.store.ModelCall;
import assay.activities.store.Progress;
import assay.domain.Message;
import assay.domain.Pair;
import assay.domain.Prompt;
import assay.domain.generation.ResponsePlan;
import assay.domain.spec.CampaignSpec;
import assay.workflows.GenerationActivities;
import assay.workflows.TextColumns;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.temporal.failure.ActivityFailure;
import java.util.ArrayList;
import java.util.List;
import mockwebserver3.MockResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GenerationActivitiesTest {
  private static final String DIVERSE = "{models: [red, blue]}";
  private static final String ONE_MODEL = "{models: [red]}";

  private final ModelServer server = new ModelServer(GenerationActivitiesTest::saysWho);
  private @Nullable TestCampaign open;

  @AfterEach
  void stop() {
    server.close();
    if (open != null) {
      open.close();
    }
  }

  @Test
  void readyPairsPassThroughUnseen() {
    TestCampaign campaign =
        campaign(
            DIVERSE,
            new Pair(0, "p0", Prompt.ofText("Why?"), "", "same", null, 0, null, null),
            new Pair(1, "p1", Prompt.ofText("Why?"), "same", "same", null, 0, null, null));

    TextColumns columns = generate(campaign);

    assertThat(columns.dropped()).isEmpty();
    assertThat(columns.root()).matches("[0-9a-f]{64}");
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void twoModelsAnswerAndTheDrawnSideIsStored() {
    TestCampaign campaign = campaign(DIVERSE, prompts(12));

    TextColumns columns = generate(campaign);

    assertThat(columns.dropped()).isEmpty();
    CampaignSpec spec = campaign.campaigns().get("test").spec();
    List<String> sides = new ArrayList<>();
    for (Pair pair : campaign.pairs().range(campaign.id(), 0, 12)) {
      ResponsePlan plan = ResponsePlan.of(spec, pair.index(), pair.id());
      String first = plan.first().model() + "-1 at 0.7";
      String second = plan.second().model() + "-1 at 0.7";
      assertThat(List.of(String.valueOf(pair.responseA()), String.valueOf(pair.responseB())))
          .isEqualTo(plan.firstIsA() ? List.of(first, second) : List.of(second, first));
      sides.add(String.valueOf(pair.responseA()));
    }
    assertThat(sides).contains("red-1 at 0.7", "blue-1 at 0.7");
  }

  @Test
  void theQuestionIsTheSystemPromptThenThePromptWithASeedOfItsOwn() {
    TestCampaign campaign =
        campaign(
            ONE_MODEL,
            new Pair(
                0,
                "p0",
                Prompt.ofMessages(
                    List.of(
                        new Message("user", "Hi"),
                        new Message("assistant", "Hello"),
                        new Message("user", "Why?"))),
                null,
                null,
                null,
                0,
                null,
                null));

    generate(campaign);

    assertThat(server.asked())
        .hasSize(2)
        .allSatisfy(
            question -> {
              assertThat(question.path("messages"))
                  .hasToString(
                      "[{\"role\":\"system\",\"content\":\"You are red.\"},"
                          + "{\"role\":\"user\",\"content\":\"Hi\"},"
                          + "{\"role\":\"assistant\",\"content\":\"Hello\"},"
                          + "{\"role\":\"user\",\"content\":\"Why?\"}]");
              assertThat(question.path("max_tokens").asInt()).isEqualTo(512);
              assertThat(question.has("logprobs")).isFalse();
            });
    List<ModelCall> calls = campaign.modelCalls().load(campaign.id(), "generate", 0, 1);
    assertThat(calls).extracting(ModelCall::variant).containsExactly("first", "second");
    assertThat(calls).extracting(ModelCall::temperature).containsExactly(0.3, 1.0);
    assertThat(calls).extracting(ModelCall::finishReason).containsOnly("stop");
    assertThat(calls).extracting(ModelCall::promptTokens).containsOnly(100);
    assertThat(calls.stream().map(ModelCall::seed).distinct()).hasSize(2);
    assertThat(server.asked().stream().map(q -> q.path("seed").asLong()))
        .containsExactlyElementsOf(calls.stream().map(ModelCall::seed).toList());
  }

  @Test
  void aSecondRunPaysForNothing() {
    TestCampaign campaign = campaign(DIVERSE, prompts(5));
    TextColumns first = generate(campaign);

    TextColumns second = generate(campaign);

    assertThat(second).usingRecursiveComparison().isEqualTo(first);
    assertThat(server.asked()).hasSize(10);
  }

  @Test
  void identicalResponsesAreAskedForOnceMore() {
    server.rule(
        question ->
            says(server.asked().size() <= 2 ? " the same\n" : "another, at the third call"));
    TestCampaign campaign = campaign(ONE_MODEL, prompts(1));

    assertThat(generate(campaign).dropped()).isEmpty();

    Pair pair = campaign.pairs().range(campaign.id(), 0, 1).getFirst();
    assertThat(List.of(String.valueOf(pair.responseA()), String.valueOf(pair.responseB())))
        .containsExactlyInAnyOrder(" the same\n", "another, at the third call");
    assertThat(campaign.modelCalls().load(campaign.id(), "generate", 0, 1))
        .extracting(call -> call.variant() + "#" + call.attempt())
        .containsExactly("first#1", "second#1", "second#2");
  }

  @Test
  void whatStaysWithoutSignalIsDroppedAndCounted() {
    server.rule(
        question ->
            switch (ModelServer.text(question)) {
              case "Why 0" -> says("always this");
              case "Why 1" -> says("  ");
              case "Why 2" -> says("I cannot help with that. " + server.asked().size());
              case "Why 3" -> cut("Once upon a time " + server.asked().size());
              default -> saysWho(question);
            });
    TestCampaign campaign = campaign(ONE_MODEL, prompts(5));

    TextColumns columns = generate(campaign);

    assertThat(columns.dropped()).containsExactly(0, 1, 2, 3);
    assertThat(checks(campaign))
        .containsExactly(
            "0 round 1: identical",
            "0 round 2: identical",
            "0 round 3: identical, dropped",
            "1 round 1: empty",
            "1 round 2: empty",
            "1 round 3: empty, dropped",
            "2 round 1: refused",
            "2 round 2: refused",
            "2 round 3: refused, dropped",
            "3 round 1: truncated",
            "3 round 2: truncated",
            "3 round 3: truncated, dropped");
    assertThat(campaign.pairs().range(campaign.id(), 0, 5))
        .extracting(Pair::complete)
        .containsExactly(false, false, false, false, true);
    // Of two that are the same one is asked for again, of the others both.
    assertThat(server.asked()).hasSize(4 + 3 * 6 + 2);
    assertThat(new Progress(campaign.jdbi()).lacks(campaign.id()))
        .containsExactly(
            new Progress.Lacking("empty", 2, 1),
            new Progress.Lacking("identical", 2, 1),
            new Progress.Lacking("refused", 2, 1),
            new Progress.Lacking("truncated", 2, 1));

    server.asked().clear();
    assertThat(generate(campaign)).usingRecursiveComparison().isEqualTo(columns);
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void howEachResponseCameToBeIsKept() {
    TestCampaign campaign = campaign(DIVERSE, prompts(1));

    generate(campaign);

    Pair pair = campaign.pairs().range(campaign.id(), 0, 1).getFirst();
    List<ModelCall> calls = campaign.modelCalls().load(campaign.id(), "generate", 0, 1);
    assertThat(responses(campaign))
        .containsExactlyInAnyOrderElementsOf(
            calls.stream()
                .map(
                    call ->
                        "0 %s diverse_models of 2: %s#1 by %s at 0.7, seed %d, stop, 100 + 10 tokens, score null"
                            .formatted(
                                call.answer().equals(pair.responseA()) ? "A" : "B",
                                call.variant(),
                                call.model(),
                                call.seed()))
                .toList());
  }

  @Test
  void theBestOfNStandsAgainstTheWorstOnADrawnSide() {
    TestCampaign campaign =
        campaign(
            "{models: [red, blue], strategy: best_of_n, n: 4, scoring: {judge: blue}}", prompts(6));
    server.rule(GenerationActivitiesTest::scoresByDigits);

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

  @Test
  void aPromptThatAModelRefusesIsDropped() {
    server.rule(
        question ->
            ModelServer.text(question).endsWith("1")
                ? json(400, "{\"error\":\"too long\"}")
                : saysWho(question));
    TestCampaign campaign = campaign(DIVERSE, prompts(3));

    assertThat(generate(campaign).dropped()).containsExactly(1);
  }

  @Test
  void oneOfTwoModelsDownHoldsTheChunkUpAndKeepsWhatTheOtherSaid() {
    server.rule(
        question ->
            question.path("model").asText().startsWith("blue")
                ? json(503, "{\"error\":\"loading\"}")
                : saysWho(question));
    TestCampaign campaign = campaign(DIVERSE, prompts(12));

    assertThatThrownBy(() -> generate(campaign))
        .isInstanceOf(ActivityFailure.class)
        .cause()
        .hasMessageContaining(
            "model blue (blue-1 at " + server.url() + "): status 503: loading");
    int kept = campaign.modelCalls().load(campaign.id(), "generate", 0, 12).size();
    server.asked().clear();
    server.rule(GenerationActivitiesTest::saysWho);

    assertThat(generate(campaign).dropped()).isEmpty();
    assertThat(server.asked()).hasSize(24 - kept);
  }

  private static TextColumns generate(TestCampaign campaign) {
    try (TestActivity activity = new TestActivity()) {
      return activity
          .of(
              GenerationActivities.class,
              new GenerationActivitiesImpl(
                  campaign.jdbi(), campaign.campaigns(), campaign.chunkCalls()))
          .generate(campaign.chunk());
    }
  }

  private TestCampaign campaign(String generation, Pair... pairs) {
    open = spec(generation, pairs);
    return open;
  }

  private TestCampaign spec(String generation, Pair... pairs) {
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

  private static List<String> checks(TestCampaign campaign) {
    return rows(
        campaign,
        "select ix || ' round ' || round || ': ' || lack || case when dropped then ', dropped' else"
            + " '' end from signal_check order by ix, round");
  }

  private static List<String> responses(TestCampaign campaign) {
    return rows(
        campaign,
        "select ix || ' ' || side || ' ' || strategy || ' of ' || n || ': ' || variant || '#' ||"
            + " attempt || ' by ' || model || ' at ' || temperature || ', seed ' || seed || ', ' ||"
            + " finish_reason || ', ' || prompt_tokens || ' + ' || completion_tokens || ' tokens,"
            + " score ' || coalesce(score::text, 'null') from response order by ix, side");
  }

  private static List<String> rows(TestCampaign campaign, String sql) {
    return campaign.jdbi().withHandle(h -> h.createQuery(sql).mapTo(String.class).list());
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

  private static MockResponse cut(String content) {
    ObjectNode reply = ModelServer.completion(content);
    ((ObjectNode) reply.path("choices").path(0)).put("finish_reason", "length");
    return json(200, reply.toString());
  }

  private static Pair[] prompts(int count) {
    Pair[] pairs = new Pair[count];
    for (int i = 0; i < count; i++) {
      pairs[i] = new Pair(i, "p" + i, Prompt.ofText("Why " + i), null, null, null, 0, null, null);
    }
    return pairs;
  }

  private static MockResponse saysWho(JsonNode question) {
    return says(question.path("model").asText() + " at " + question.path("temperature").asText());
  }
}
