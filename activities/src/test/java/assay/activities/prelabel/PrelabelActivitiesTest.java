package assay.activities.prelabel;

import static assay.activities.model.ModelServer.json;
import static assay.activities.model.ModelServer.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.activities.model.ModelServer;
import assay.activities.model.TestActivity;
import assay.activities.model.TestCampaign;
import assay.activities.store.ModelCall;
import assay.activities.store.ModelCalls;
import assay.domain.Pair;
import assay.domain.PreferenceLabel;
import assay.domain.Prompt;
import assay.domain.Verdict;
import assay.workflows.VerdictColumns;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestActivityEnvironment;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrelabelActivitiesTest extends PrelabelFixture {
  @Test
  void bothOrdersAreAskedAndVerdictsRoutedAndStored() {
    TestCampaign campaign =
        campaign("", pair(0, "long answer", "short"), pair(1, "a", "bb"), pair(2, "x", "y"));

    VerdictColumns columns = prelabel(campaign);

    assertThat(columns.labels()).isEqualTo("132");
    assertThat(columns.confidence()).containsExactly(900_000, 900_000, 600_000);
    assertThat(columns.margin()).containsExactly(1_000_000, -1_000_000, 0);
    assertThat(columns.routes()).isEqualTo("aap");
    assertThat(columns.root()).matches("[0-9a-f]{64}");
    assertThat(server.asked()).hasSize(6);
    assertThat(campaign.verdicts().load(campaign.id(), 1, 5))
        .containsOnlyKeys(1, 2)
        .containsEntry(
            1, new Verdict(Verdict.Outcome.DECIDED, PreferenceLabel.B_BETTER, 900_000, -1_000_000));
  }

  @Test
  void everyCallIsKeptWithItsPrice() {
    TestCampaign campaign = campaign("", pair(0, "long answer", "short"));

    prelabel(campaign);

    List<ModelCall> calls = campaign.modelCalls().load(campaign.id(), "judge", 0, 1);
    assertThat(calls).extracting(ModelCall::variant).containsExactly("j/ab", "j/ba");
    ModelCall call = calls.getFirst();
    assertThat(call.answer()).isEqualTo("It is longer.\nVERDICT: A>B");
    assertThat(call.model()).isEqualTo("j");
    assertThat(call.temperature()).isEqualTo(0.1);
    assertThat(call.probabilities()).isNull();
    // 100 tokens at 0.15 and 10 at 0.60 dollars a million
    assertThat(call.usd()).isEqualByComparingTo("0.000021");
    assertThat(server.asked().stream().map(q -> q.path("seed").asLong()))
        .containsExactlyInAnyOrder(call.seed(), calls.getLast().seed());
    assertThat(campaign.modelCalls().spent(campaign.id()))
        .containsExactly(
            new ModelCalls.Spent("judge", "j", 2, 200, 20, new BigDecimal("0.0000420000")));
  }

  @Test
  void whatIsAnsweredIsNeverPaidForAgain() {
    TestCampaign campaign = campaign("", pair(0, "long answer", "short"), pair(1, "", "b"));
    VerdictColumns first = prelabel(campaign);
    int calls = server.asked().size();
    server.rule(question -> says("VERDICT: B>>A"));

    VerdictColumns second = prelabel(campaign);

    assertThat(second).usingRecursiveComparison().isEqualTo(first);
    assertThat(server.asked()).hasSize(calls);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void anInterruptedChunkGoesOnWhereItWas(int samples) {
    String prelabel = "samples: " + samples;
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      pairs.add(pair(i, "a".repeat(i + 1), "b".repeat(30 - i)));
    }
    TestCampaign undisturbed = campaign(prelabel, pairs.toArray(new Pair[0]));
    VerdictColumns expected = prelabel(undisturbed);
    undisturbed.close();
    server.asked().clear();
    AtomicInteger answered = new AtomicInteger();
    server.rule(
        question ->
            answered.incrementAndGet() <= 25
                ? longerIsBetter(question)
                : new MockResponse.Builder().headersDelay(1, TimeUnit.HOURS).build());
    TestCampaign campaign = campaign(prelabel, pairs.toArray(new Pair[0]));

    try (TestActivity activity = new TestActivity()) {
      TestActivityEnvironment temporal = activity.temporal();
      temporal.setActivityHeartbeatListener(
          Integer.class,
          count -> {
            // What is still on its way to the server then would be taken for asked again.
            if (count == 25 && server.asked().size() == 25 + 8) {
              temporal.requestCancelActivity();
            }
          });
      assertThatThrownBy(() -> prelabel(campaign, activity)).isInstanceOf(RuntimeException.class);
    }
    int stored = campaign.modelCalls().load(campaign.id(), "judge", 0, 30).size();
    int before = server.asked().size();
    server.rule(PrelabelFixture::longerIsBetter);
    VerdictColumns resumed = prelabel(campaign);

    assertThat(stored).isEqualTo(25);
    assertThat(before).isEqualTo(25 + 8); // with those in flight
    assertThat(server.asked().size() - before).isEqualTo(60 * samples - 25);
    assertThat(resumed).usingRecursiveComparison().isEqualTo(expected);
  }

  @Test
  void aQuestionThatIsRefusedGoesToPeopleAndTheOthersGoOn() {
    server.rule(
        question ->
            ModelServer.text(question).contains("endless")
                ? json(400, "{\"error\":{\"message\":\"too long\"}}")
                : longerIsBetter(question));
    TestCampaign campaign =
        campaign("", pair(0, "endless", "b"), pair(1, "aa", "b"), pair(2, "a", "bb"));

    VerdictColumns columns = prelabel(campaign);

    assertThat(columns.labels()).isEqualTo("x13");
    assertThat(columns.routes()).isEqualTo("paa");
  }

  @Test
  void aPromptWithoutResponsesIsNotJudged() {
    TestCampaign campaign =
        campaign(
            "",
            new Pair(0, "p0", Prompt.ofText("Why?"), null, null, null, 0, null, null),
            pair(1, "aa", "b"));

    VerdictColumns columns = prelabel(campaign);

    assertThat(columns.labels()).isEqualTo("x1");
    assertThat(server.asked()).hasSize(2);
  }

  @Test
  void aServerThatIsDownFailsTheChunkSoThatItIsTriedAgain() {
    TestCampaign campaign = campaign("", pair(0, "aa", "b"), pair(1, "a", "bb"));
    String url = server.url();
    server.close();

    assertThatThrownBy(() -> prelabel(campaign))
        .isInstanceOf(ActivityFailure.class)
        .cause()
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            failure -> {
              assertThat(failure.isNonRetryable()).isFalse();
              assertThat(failure.getType()).isEqualTo("ModelUnavailable");
              assertThat(failure.getOriginalMessage())
                  .startsWith("model j (judge-1 at " + url + "): Failed to connect to /127.0.0.1:");
            });
    assertThat(campaign.verdicts().load(campaign.id(), 0, 2)).isEmpty();
  }

  @Test
  void aRefusedKeyFailsTheChunkAtOnceAndIsNotShown() {
    server.rule(q -> json(401, "{\"error\":{\"message\":\"invalid key sesame-42\"}}"));
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      pairs.add(pair(i, "a", "b"));
    }
    TestCampaign campaign = campaign("", pairs.toArray(new Pair[0]));

    assertThatThrownBy(() -> prelabel(campaign))
        .cause()
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            failure ->
                assertThat(failure.getOriginalMessage())
                    .isEqualTo(
                        "model j (judge-1 at "
                            + server.url()
                            + "): refused with status 401: invalid key [key]"));
    assertThat(server.asked().size()).isLessThan(20);
  }
}
