package assay.activities.generation;

import static assay.activities.model.ModelServer.json;
import static assay.activities.model.ModelServer.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.activities.model.ModelServer;
import assay.activities.model.TestCampaign;
import assay.activities.store.ModelCall;
import assay.activities.store.Progress;
import assay.domain.Message;
import assay.domain.Pair;
import assay.domain.Prompt;
import assay.domain.generation.ResponsePlan;
import assay.domain.spec.CampaignSpec;
import assay.workflows.TextColumns;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.temporal.failure.ActivityFailure;
import java.util.ArrayList;
import java.util.List;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.Test;

class GenerationActivitiesTest extends GenerationFixture {
  private static final String DIVERSE = "{models: [red, blue]}";
  private static final String ONE_MODEL = "{models: [red]}";

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
        .hasMessageContaining("model blue (blue-1 at " + server.url() + "): status 503: loading");
    int kept = campaign.modelCalls().load(campaign.id(), "generate", 0, 12).size();
    server.asked().clear();
    server.rule(GenerationFixture::saysWho);

    assertThat(generate(campaign).dropped()).isEmpty();
    assertThat(server.asked()).hasSize(24 - kept);
  }

  private static MockResponse cut(String content) {
    ObjectNode reply = ModelServer.completion(content);
    ((ObjectNode) reply.path("choices").path(0)).put("finish_reason", "length");
    return json(200, reply.toString());
  }
}
