package assay.activities.store;

import static org.assertj.core.api.Assertions.assertThat;

import assay.activities.desk.TestCampaign;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class BudgetTest {
  private static BigDecimal usd(String amount) {
    return new BigDecimal(amount);
  }

  private static TestCampaign campaign(String budget) {
    TestCampaign campaign = TestCampaign.of(40, 40, "review: {gold_fraction: 0.5, redundancy: 1}");
    campaign
        .jdbi()
        .useHandle(h -> h.createUpdate("update campaign set budget_usd = " + budget).execute());
    return campaign;
  }

  @Test
  void aStepIsReservedOnceAndKeepsWhatItCost() {
    try (TestCampaign campaign = campaign("10")) {
      Budget budget = new Budget(campaign.jdbi());
      assertThat(budget.reserve(1, Map.of("people/1", usd("6")))).isTrue();
      assertThat(budget.reserve(1, Map.of("people/1", usd("6")))).isTrue();
      assertThat(budget.reserve(1, Map.of("people/2", usd("4.01")))).isFalse();
      assertThat(budget.state(1).committed()).isEqualByComparingTo("6");
      assertThat(budget.state(1).needed()).isEqualByComparingTo("4.01");
      assertThat(budget.state(1).isShort()).isTrue();
      budget.settle(1, "people/1", usd("1.5"));
      assertThat(budget.state(1).isShort()).isFalse();
      assertThat(budget.reserve(1, Map.of("people/2", usd("8.5")))).isTrue();
      assertThat(budget.state(1).committed()).isEqualByComparingTo("10");
    }
  }

  @Test
  void withoutALimitEverythingIsCountedAndNothingRefused() {
    try (TestCampaign campaign = campaign("0")) {
      Budget budget = new Budget(campaign.jdbi());
      assertThat(budget.reserve(1, Map.of("people/1", usd("1000000")))).isTrue();
      assertThat(budget.state(1).committed()).isEqualByComparingTo("1000000");
    }
  }

  @Test
  void whoeverReservesAtTheSameTimeNeverPassesTheLimitTogether() throws Exception {
    try (TestCampaign campaign = campaign("10");
        ExecutorService threads = Executors.newFixedThreadPool(8)) {
      Budget budget = new Budget(campaign.jdbi());
      List<Callable<Boolean>> steps = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        String step = "judge/" + i;
        steps.add(() -> budget.reserve(1, Map.of(step, usd("0.7"))));
      }
      int reserved = 0;
      for (Future<Boolean> step : threads.invokeAll(steps)) {
        reserved += step.get() ? 1 : 0;
      }
      assertThat(reserved).isEqualTo(14);
      assertThat(budget.state(1).committed()).isEqualByComparingTo("9.8");
    }
  }

  @Test
  void goldIsShownOnlyWhileTheBatchMayPayForIt() {
    try (TestCampaign campaign = campaign("1000").open()) {
      BigDecimal each = new Campaigns(campaign.jdbi()).get(1).spec().reviewPay();
      new Budget(campaign.jdbi()).limitGold(1, 1, each.multiply(usd("3")));
      int person = campaign.person("ann");
      while (campaign.desk.next(person, null).isPresent()) {
        campaign.label(person, 'A');
      }
      assertThat(campaign.count("lease where stage = 'gold'")).isEqualTo(3);
      assertThat(campaign.count("lease where stage = 'review'")).isEqualTo(40);
    }
  }

  @Test
  void whatPeopleEarnedInABatchIsWhatTheLedgerKeeps() {
    try (TestCampaign campaign = campaign("1000").open()) {
      Budget budget = new Budget(campaign.jdbi());
      BigDecimal each = new Campaigns(campaign.jdbi()).get(1).spec().reviewPay();
      budget.limitGold(1, 1, BigDecimal.ZERO);
      int person = campaign.person("ann");
      campaign.label(person, 'A');
      campaign.label(person, 'B');
      assertThat(budget.earned(1, 1)).isEqualByComparingTo(each.multiply(usd("2")));
    }
  }
}
