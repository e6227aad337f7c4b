package assay.activities.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GoldTest {

  @Test
  void aShareOfWhatIsShownIsUnseenGold() {
    try (TestCampaign campaign =
        TestCampaign.of(300, 200, "review: {gold_fraction: 0.25, redundancy: 1}").open()) {
      int person = campaign.person("ann");
      while (campaign.desk.next(person, null).isPresent()) {
        campaign.label(person, 'A');
      }
      long gold = campaign.count("lease where stage = 'gold'");
      // 300 real labels at one gold in four: 100 expected, standard deviation 11.5.
      assertThat(gold).isBetween(50L, 150L);
      assertThat(campaign.count("lease where stage = 'review'")).isEqualTo(300);
      assertThat(
              campaign.count(
                  "(select 1 from lease where stage = 'gold' group by pair having count(*) > 1) x"))
          .as("gold seen twice")
          .isZero();
      assertThat(campaign.count("lease where stage = 'gold' and (batch <> 1 or stand_in is null)"))
          .isZero();
    }
  }

  @Test
  void whenThePoolIsSeenNoMoreIsShown() {
    try (TestCampaign campaign =
        TestCampaign.of(10, 2, "review: {gold_fraction: 0.9, redundancy: 1}").open()) {
      int person = campaign.person("ann");
      for (int i = 0; i < 12; i++) {
        campaign.label(person, 'A');
      }
      assertThat(campaign.desk.next(person, null)).isEmpty();
      assertThat(campaign.count("lease where stage = 'gold'")).isEqualTo(2);
      assertThat(campaign.count("item where stage = 'review' and done = 1")).isEqualTo(10);
    }
  }

  @Test
  void withoutRealWorkThereIsNoGold() {
    try (TestCampaign campaign = TestCampaign.of(0, 5, "review: {gold_fraction: 0.9}").open()) {
      assertThat(campaign.desk.next(campaign.person("ann"), null)).isEmpty();
    }
  }

  @Test
  void aWrongAnswerIsStoredAndPaidAndTheReplyTellsNothing() {
    try (TestCampaign campaign =
        TestCampaign.of(20, 9, "review: {gold_fraction: 0.9, min_seconds: 0}").open()) {
      int person = campaign.person("ann");
      Task task = campaign.nextGold(person);
      Receipt receipt =
          campaign.desk.submit(person, task.lease(), Submission.of(TestCampaign.label(task, 'B')));

      assertThat(receipt).isEqualTo(new Receipt("accepted", List.of(), null, null));
      assertThat(campaign.text("array_to_string(flags, ',') from lease where stage = 'gold'"))
          .isEqualTo("gold_incorrect");
      assertThat(campaign.desk.me(person).earned()).isEqualByComparingTo("0.3125");
      assertThat(campaign.count("event where kind = 'judged' and stage = 'gold'")).isEqualTo(1);
    }
  }

  @Test
  void standingIsLateByAtLeastTenLabels() {
    try (TestCampaign campaign =
        TestCampaign.of(
                60, 200, "review: {gold_fraction: 0.9, min_seconds: 0}\nquality: {rule: off}")
            .open()) {
      int person = campaign.person("ann");
      for (int i = 0; i < 19; i++) {
        campaign.label(person, 'B');
        assertThat(campaign.desk.me(person).standing()).isEqualTo("new");
      }
      campaign.label(person, 'B');
      assertThat(campaign.desk.me(person).standing()).isEqualTo("needs_care");
      assertThat(campaign.desk.me(person).done()).isEqualTo(20);
    }
  }
}
