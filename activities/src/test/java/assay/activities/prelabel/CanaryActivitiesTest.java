package assay.activities.prelabel;

import static org.assertj.core.api.Assertions.assertThat;

import assay.activities.model.ChatClient;
import assay.activities.model.ChunkCalls;
import assay.activities.model.ModelFiles;
import assay.activities.model.ModelServer;
import assay.activities.model.TestActivity;
import assay.activities.store.Budget;
import assay.activities.store.CampaignStore;
import assay.activities.store.Canaries;
import assay.activities.store.ModelBatches;
import assay.activities.store.ModelCalls;
import assay.activities.store.Scene;
import assay.domain.Pair;
import assay.domain.PreferenceLabel;
import assay.domain.Prompt;
import assay.domain.policy.CanaryLook;
import assay.domain.policy.CanarySchedule.Taken;
import assay.workflows.CanaryActivities;
import assay.workflows.CanaryActivities.Looked;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import mockwebserver3.MockResponse;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CanaryActivitiesTest {
  private static final int QUESTIONS = 6;

  /** A look asks each question in both orders, a reference three times as often. */
  private static final int LOOK = 2 * QUESTIONS;

  private static final int REFERENCE = 3 * LOOK;

  private final ModelServer changing = new ModelServer(prefers("alpha"));
  private final ModelServer steady = new ModelServer(prefers("alpha"));

  @AfterEach
  void stop() {
    changing.close();
    steady.close();
  }

  /** Answers for the response with this word, wherever it is shown. */
  private static Function<JsonNode, MockResponse> prefers(String word) {
    return question -> {
      String text = ModelServer.text(question);
      int second = text.indexOf("\n\nResponse B:\n");
      return ModelServer.says("VERDICT: " + (text.indexOf(word) < second ? "A>B" : "B>A"));
    };
  }

  private Scene scene(String yaml) {
    List<Pair> pairs = new ArrayList<>(List.of(Scene.pair(0, "a", "b")));
    for (int i = 1; i <= QUESTIONS + 1; i++) {
      pairs.add(
          new Pair(
              i,
              "gold-" + i,
              Prompt.ofText("Question " + i),
              "alpha " + i,
              "omega " + i,
              null,
              0,
              null,
              PreferenceLabel.A_BETTER));
    }
    return Scene.of(
        """
        models:
          changing: {url: "%s", usd_per_million_input: 0.1, usd_per_million_output: 1}
          steady: {url: "%s", usd_per_million_input: 0.1, usd_per_million_output: 1}
        prelabel: {judges: [changing, steady], canary: %d, canary_every: 10}
        %s
        """
            .formatted(changing.url(), steady.url(), QUESTIONS, yaml),
        pairs);
  }

  private static Looked look(Scene scene, int number, int before) {
    Jdbi jdbi = scene.database.jdbi();
    ChunkCalls calls =
        new ChunkCalls(
            new ChatClient(jdbi),
            new ModelCalls(jdbi),
            new ModelFiles(scene.campaigns, new ModelBatches(jdbi)));
    try (TestActivity activity = new TestActivity()) {
      return activity
          .of(CanaryActivities.class, new CanaryActivitiesImpl(jdbi, scene.campaigns, calls))
          .look("scene", number, before);
    }
  }

  private static CampaignStore.State state(Scene scene) {
    return new CampaignStore(scene.database.jdbi()).find("scene").orElseThrow();
  }

  @Test
  void aModelThatChangesBehindItsNameIsNoticedAndPausesTheCampaign() {
    try (Scene scene = scene("")) {
      assertThat(look(scene, 1, 1)).isEqualTo(new Looked(true, false, null));
      assertThat(look(scene, 2, 11)).isEqualTo(new Looked(true, false, null));
      assertThat(changing.asked()).hasSize(REFERENCE + LOOK);
      assertThat(changing.asked().stream().map(asked -> asked.path("seed").asLong()).distinct())
          .hasSize(REFERENCE + LOOK);

      changing.rule(prefers("omega"));
      Looked third = look(scene, 3, 21);

      assertThat(third.changed()).isTrue();
      assertThat(Objects.requireNonNull(third.steering())).isEqualTo(state(scene).steering());
      assertThat(third.steering().paused()).isTrue();
      assertThat(state(scene).pauseReason())
          .isEqualTo(
              "judge changing answers its canary differently since look 3 (6 of 6 answers changed,"
                  + " 1.5 expected); from batch 21 on people label first again");
      Canaries canaries = new Canaries(scene.database.jdbi());
      assertThat(canaries.taken(1))
          .containsExactly(new Taken(1, false), new Taken(11, false), new Taken(21, true));

      // After it was resumed, the judge that changed has a new reference; the other keeps its own.
      new CampaignStore(scene.database.jdbi()).resume("scene");
      changing.asked().clear();
      steady.asked().clear();
      assertThat(look(scene, 4, 21)).isEqualTo(new Looked(true, false, null));
      assertThat(changing.asked()).hasSize(REFERENCE);
      assertThat(steady.asked()).hasSize(LOOK);
      assertThat(look(scene, 5, 31).changed()).isFalse();
      assertThat(canaries.all(1))
          .filteredOn(look -> look.judge().equals("changing"))
          .extracting(CanaryLook::askings)
          .containsExactly(
              List.of("AAAAAA", "AAAAAA", "AAAAAA"),
              List.of("AAAAAA"),
              List.of("BBBBBB"),
              List.of("BBBBBB", "BBBBBB", "BBBBBB"),
              List.of("BBBBBB"));
    }
  }

  /** The same sides, at this probability, by a server that names itself. */
  private static Function<JsonNode, MockResponse> sure(double probability, String fingerprint) {
    return question -> {
      String text = ModelServer.text(question);
      boolean first = text.indexOf("alpha") < text.indexOf("\n\nResponse B:\n");
      ObjectNode reply = ModelServer.completion("VERDICT: " + (first ? "A>B" : "B>A"));
      reply.put("model", "gemma").put("system_fingerprint", fingerprint);
      ArrayNode tokens =
          ((ObjectNode) reply.path("choices").path(0)).putObject("logprobs").putArray("content");
      tokens.addObject().put("token", "VERDICT: ").put("logprob", 0.0);
      ObjectNode verdict = tokens.addObject();
      verdict.put("token", first ? "A>B" : "B>A").put("logprob", Math.log(probability));
      ArrayNode top = verdict.putArray("top_logprobs");
      top.addObject().put("token", "A>B").put("logprob", Math.log(first ? probability : 1e-9));
      top.addObject().put("token", "B>A").put("logprob", Math.log(first ? 1e-9 : probability));
      return ModelServer.json(200, reply.toString());
    };
  }

  @Test
  void aModelThatIsLessSureOfTheSameSidesHasChangedAndANewNameIsKept() {
    try (Scene scene = scene("")) {
      changing.rule(sure(0.95, "fp_1"));
      assertThat(look(scene, 1, 1).changed()).isFalse();
      changing.rule(sure(0.95, "fp_2"));
      assertThat(look(scene, 2, 11).changed()).isFalse();
      changing.rule(sure(0.8, "fp_2"));
      assertThat(look(scene, 3, 21).changed()).isTrue();
      assertThat(state(scene).pauseReason())
          .isEqualTo(
              "judge changing is less sure of its canary since look 3 (its confidence is the lowest"
                  + " of four for 6 of 6 answers, 1.5 expected); from batch 21 on people label first"
                  + " again");
      List<CanaryLook> looks =
          new Canaries(scene.database.jdbi())
              .all(1).stream().filter(each -> each.judge().equals("changing")).toList();
      assertThat(looks)
          .extracting(CanaryLook::served)
          .containsExactly(List.of("gemma fp_1"), List.of("gemma fp_2"), List.of("gemma fp_2"));
      assertThat(looks.get(1).newlyServed(looks.subList(0, 1)))
          .contains("judge changing is answered by gemma fp_2 since look 2, before by gemma fp_1");
      assertThat(looks.get(2).newlyServed(looks.subList(0, 2))).isEmpty();
      assertThat(looks.get(2).confidences()).containsExactly(List.of(80, 80, 80, 80, 80, 80));
    }
  }

  @Test
  void aLookIsPaidOnceAndItsCostIsKeptInTheBudget() {
    try (Scene scene = scene("budget_usd: 10")) {
      look(scene, 1, 1);
      int asked = changing.asked().size();
      assertThat(look(scene, 1, 1)).isEqualTo(new Looked(true, false, null));
      assertThat(changing.asked()).hasSize(asked);
      // 100 tokens at 0.1 and 10 at 1 dollar a million for each call, of two judges.
      BigDecimal paid = new BigDecimal("0.00002").multiply(BigDecimal.valueOf(2 * REFERENCE));
      assertThat(new Budget(scene.database.jdbi()).state(1).committed()).isEqualByComparingTo(paid);
      assertThat(new ModelCalls(scene.database.jdbi()).spent(1))
          .extracting(ModelCalls.Spent::purpose, ModelCalls.Spent::model, ModelCalls.Spent::calls)
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple("canary", "changing", (long) REFERENCE),
              org.assertj.core.groups.Tuple.tuple("canary", "steady", (long) REFERENCE));
    }
  }

  @Test
  void nothingIsAskedThatTheBudgetDoesNotAllow() {
    try (Scene scene = scene("budget_usd: 0.0001")) {
      assertThat(look(scene, 1, 1)).isEqualTo(new Looked(false, false, null));
      assertThat(changing.asked()).isEmpty();
      assertThat(new Canaries(scene.database.jdbi()).all(1)).isEmpty();
    }
  }
}
