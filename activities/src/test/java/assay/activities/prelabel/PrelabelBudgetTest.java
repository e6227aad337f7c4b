package assay.activities.prelabel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.activities.model.ModelServer;
import assay.activities.model.TestActivity;
import assay.activities.model.TestCampaign;
import assay.activities.store.Budget;
import assay.activities.store.ModelCall;
import assay.domain.Pair;
import assay.domain.Prompt;
import assay.domain.cost.WorstCalls;
import assay.workflows.PrelabelActivities;
import io.temporal.failure.ApplicationFailure;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrelabelBudgetTest {
  private static final List<Pair> PAIRS = pairs();

  private static List<Pair> pairs() {
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      pairs.add(new Pair(i, "p" + i, Prompt.ofText("Why?"), "a", "b", null, 0, null, null));
    }
    return pairs;
  }

  private static TestCampaign campaign(ModelServer server) {
    return new TestCampaign(
        """
        input: {pairs: pairs.jsonl}
        models: {j: {url: "%s", usd_per_million_input: 3, usd_per_million_output: 15}}
        prelabel: {judges: [j], calibration: none}
        """
            .formatted(server.url()),
        PAIRS);
  }

  private static void judge(TestCampaign campaign) {
    try (TestActivity activity = new TestActivity()) {
      var unused =
          activity
              .of(
                  PrelabelActivities.class,
                  new PrelabelActivitiesImpl(
                      campaign.jdbi(), campaign.campaigns(), campaign.chunkCalls()))
              .prelabel(campaign.chunk(), 0);
    }
  }

  private static void limit(TestCampaign campaign, BigDecimal usd) {
    campaign
        .jdbi()
        .useHandle(
            h ->
                h.createUpdate("update campaign set budget_usd = :usd").bind("usd", usd).execute());
  }

  @Test
  void aChunkThatMightCostTooMuchAsksNothing() {
    try (ModelServer server = new ModelServer(question -> ModelServer.says("VERDICT: A>B"));
        TestCampaign campaign = campaign(server)) {
      BigDecimal worst = WorstCalls.judging(campaign.campaigns().get(campaign.id()).spec(), PAIRS);
      limit(campaign, worst.subtract(new BigDecimal("0.000001")));
      assertThatThrownBy(() -> judge(campaign))
          .cause()
          .isInstanceOfSatisfying(
              ApplicationFailure.class,
              failure -> {
                assertThat(failure.getType()).isEqualTo("OutOfBudget");
                assertThat(failure.isNonRetryable()).isTrue();
                assertThat(failure.getOriginalMessage())
                    .isEqualTo(
                        "judge of the pairs from 1 on does not fit in what is left of the budget");
              });
      assertThat(server.asked()).isEmpty();
      assertThat(new Budget(campaign.jdbi()).state(campaign.id()).committed()).isZero();
    }
  }

  @Test
  void afterwardsTheChunkKeepsWhatItsCallsCostRemindersIncluded() {
    try (ModelServer server = new ModelServer(question -> ModelServer.says("no verdict"));
        TestCampaign campaign = campaign(server)) {
      BigDecimal worst = WorstCalls.judging(campaign.campaigns().get(campaign.id()).spec(), PAIRS);
      limit(campaign, worst);
      judge(campaign);
      List<ModelCall> calls = campaign.modelCalls().load(campaign.id(), "judge", 0, 5);
      assertThat(calls).hasSize(20);
      BigDecimal spent =
          calls.stream().map(ModelCall::usd).reduce(BigDecimal.ZERO, BigDecimal::add);
      assertThat(spent).isPositive();
      assertThat(new Budget(campaign.jdbi()).state(campaign.id()).committed())
          .isEqualByComparingTo(spent)
          .isLessThan(worst);
    }
  }
}
