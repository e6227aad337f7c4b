package assay.activities.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import assay.activities.desk.TestCampaign;
import assay.activities.store.Budget;
import assay.activities.store.Campaigns;
import assay.activities.store.GoldPool;
import assay.domain.Decider;
import assay.domain.Tier;
import assay.workflows.BatchOutcome;
import assay.workflows.Chunk;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.math.BigDecimal;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class CampaignActivitiesTest {

  /** Nothing here asks Temporal, so it is not there. */
  private static void with(TestCampaign campaign, Consumer<CampaignActivitiesImpl> test) {
    WorkflowServiceStubs nowhere =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget("127.0.0.1:1").build());
    try {
      test.accept(
          new CampaignActivitiesImpl(
              campaign.jdbi(),
              new Campaigns(campaign.jdbi()),
              WorkflowClient.newInstance(nowhere)));
    } finally {
      nowhere.shutdownNow();
    }
  }

  private static BigDecimal committed(TestCampaign campaign) {
    return new Budget(campaign.jdbi()).state(1).committed();
  }

  @Test
  void bonusesAreReservedWithTheBatchAndKeptUntilTheEnd() {
    String yaml =
        "review: {redundancy: 1, gold_fraction: 0, pay_usd: 1, bonus: {after: 2, usd: 3}}\n"
            + "escalation: {pay_usd: 0}";
    try (TestCampaign campaign = TestCampaign.of(4, 0, yaml).open()) {
      campaign.sql("update campaign set budget_usd = 20");
      with(
          campaign,
          activities -> {
            assertThat(activities.reserve(new Chunk("test", 1, 0, 4))).isTrue();
            // Four labels and four experts' at three dollars for two.
            assertThat(committed(campaign)).isEqualByComparingTo("16");
            int ann = campaign.person("ann");
            for (int i = 0; i < 3; i++) {
              campaign.label(ann, 'A');
            }
            activities.batchFinished(
                "test", new BatchOutcome(1, "run", 3, Map.of(Decider.HUMAN, 3), "d", ""));
            assertThat(committed(campaign)).isEqualByComparingTo("7.5");
            activities.finished("test", "completed", "");
            assertThat(committed(campaign)).as("three labels, one bonus").isEqualByComparingTo("6");
          });
    }
  }

  @Test
  void expertsLabelsBecomeGoldWhereTheSpecSaysSo() {
    for (boolean promotes : new boolean[] {true, false}) {
      String yaml =
          "review: {redundancy: 1, gold_fraction: 0}\nquality: {promote_expert: %b}"
              .formatted(promotes);
      try (TestCampaign campaign = TestCampaign.of(1, 0, yaml).open()) {
        campaign.opening.escalate("test", 1, new int[] {0});
        campaign.label(campaign.person("eve", Tier.EXPERT), 'A');
        campaign.sql(
            "insert into label (campaign, ix, batch, label, confidence, margin, decided_by, votes)"
                + " values (1, 0, 1, 'A>', 1000000, 1000000, 'expert', '{}')");
        with(campaign, activities -> activities.finished("test", "completed", ""));
        assertThat(new GoldPool(campaign.jdbi()).all().stream().map(GoldPool.Known::id).toList())
            .hasSize(promotes ? 1 : 0)
            .allMatch("test/pair-0"::equals);
      }
    }
  }
}
