package assay.activities.generation;

import static assay.activities.model.ModelServer.json;
import static assay.activities.model.ModelServer.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.activities.model.ModelServer;
import assay.activities.model.TestActivity;
import assay.activities.model.TestCampaign;
import assay.activities.store.ModelCall;
import assay.domain.Message;
import assay.domain.Pair;
import assay.domain.Prompt;
import assay.domain.generation.ResponsePlan;
import assay.domain.spec.CampaignSpec;
import assay.workflows.GenerationActivities;
import assay.workflows.TextColumns;
import com.fasterxml.jackson.databind.JsonNode;
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
  void responsesThatStayTheSameAreKeptAndEmptyOnesDropped() {
    server.rule(question -> says(ModelServer.text(question).endsWith("0") ? "always this" : "  "));
    TestCampaign campaign = campaign(ONE_MODEL, prompts(2));

    TextColumns columns = generate(campaign);

    assertThat(columns.dropped()).containsExactly(1);
    List<Pair> pairs = campaign.pairs().range(campaign.id(), 0, 2);
    assertThat(pairs.getFirst().responseB()).isEqualTo("always this");
    assertThat(pairs.getLast().complete()).isFalse();
    assertThat(server.asked()).hasSize(3 + 4);
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
                  campaign.campaigns(), campaign.pairs(), campaign.chunkCalls()))
          .generate(campaign.chunk());
    }
  }

  private TestCampaign campaign(String generation, Pair... pairs) {
    open =
        new TestCampaign(
            """
            input: {prompts: prompts.jsonl}
            models:
              red: {url: "%1$s", model: red-1, system: You are red.}
              blue: {url: "%1$s", model: blue-1}
            generation: %2$s
            """
                .formatted(server.url(), generation),
            List.of(pairs));
    return open;
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
