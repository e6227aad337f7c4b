package assay.activities.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.domain.Tier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class LeasingTest {

  @Test
  void fiftyClientsOfFourPeopleNeverOverfillAnItemAndNobodyJudgesTwice() throws Exception {
    try (TestCampaign campaign =
            TestCampaign.of(20, 0, "review: {redundancy: 3, min_seconds: 0, gold_fraction: 0}")
                .open();
        ExecutorService clients = Executors.newFixedThreadPool(50)) {
      List<Integer> people = campaign.people(4);
      List<Future<?>> done = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        int person = people.get(i % people.size());
        done.add(clients.submit(() -> work(campaign, person)));
      }
      for (Future<?> client : done) {
        client.get();
      }

      assertThat(campaign.count("item where done <> 3 or leased <> 0")).isZero();
      assertThat(campaign.count("lease where state = 'done' and counted")).isEqualTo(60);
      assertThat(
              campaign.count(
                  "(select 1 from lease where state = 'done' group by pair, annotator"
                      + " having count(*) > 1) twice"))
          .isZero();
      assertThat(campaign.count("lease where state = 'active'")).isZero();
      assertThat(campaign.count("event where kind = 'judged'")).isEqualTo(60);
    }
  }

  /** Works until there is nothing left; several clients of one person share its lease. */
  private static void work(TestCampaign campaign, int person) {
    int idle = 0;
    while (idle < 5) {
      Optional<Task> task = campaign.desk.next(person, null);
      if (task.isEmpty()) {
        idle++;
        continue;
      }
      try {
        campaign.desk.submit(person, task.get().lease(), Submission.of("A>"));
        idle = 0;
      } catch (DeskRefusal refusal) {
        assertThat(refusal.kind()).isEqualTo(DeskRefusal.Kind.CONFLICT);
      }
    }
  }

  @Test
  void askingAgainGivesTheSameLease() {
    try (TestCampaign campaign = TestCampaign.of(3, 0, "").open()) {
      int person = campaign.person("ann");
      Task first = campaign.next(person);

      assertThat(campaign.next(person)).isEqualTo(first);
      assertThat(campaign.count("lease")).isEqualTo(1);
    }
  }

  @Test
  void whatIsShownIsTheInputUnchangedWithItsTerms() {
    try (TestCampaign campaign = TestCampaign.of(1, 0, "").open()) {
      campaign
          .jdbi()
          .useHandle(
              h ->
                  h.execute(
                      "update pair set prompt = ?", "[{\"role\":\"user\",\"content\":\" x\"}]"));
      Task task = campaign.next(campaign.person("ann"));

      assertThat(task.campaign()).isEqualTo("test");
      assertThat(task.taskType()).isEqualTo("pairwise_comparison");
      assertThat(task.item()).matches("[0-9a-f]{24}");
      assertThat(task.prompt().toString()).isEqualTo("[{\"role\":\"user\",\"content\":\" x\"}]");
      assertThat(task.responses()).extracting(Task.Shown::key).containsExactly("A", "B");
      assertThat(task.responses())
          .extracting(Task.Shown::text)
          .containsExactlyInAnyOrder("a-0", "b-0");
      assertThat(task.labels()).containsExactly("A>>", "A>", "=", "B>", "B>>");
      assertThat(task.rubric()).hasSize(4);
      assertThat(task.guidelines()).isEqualTo("Be fair.");
      assertThat(task.estimatedSeconds()).isEqualTo(45);
      assertThat(task.payUsd()).isEqualByComparingTo("0.3125");
    }
  }

  @Test
  void onlyTheTierIsServedUnlessHigherOnesMay() {
    try (TestCampaign exact = TestCampaign.of(1, 0, "review: {tier: trained}").open();
        TestCampaign higher =
            TestCampaign.of(1, 0, "review: {tier: trained, higher_tiers: true}").open()) {
      for (TestCampaign campaign : List.of(exact, higher)) {
        campaign.person("crowd", Tier.CROWD);
        campaign.person("trained", Tier.TRAINED);
        campaign.person("expert", Tier.EXPERT);
        assertThat(campaign.desk.next(1, null)).isEmpty();
        assertThat(campaign.desk.next(2, null)).isPresent();
      }
      assertThat(exact.desk.next(3, null)).isEmpty();
      assertThat(higher.desk.next(3, null)).isPresent();
    }
  }

  @Test
  void nothingIsServedWhilePausedOrAfterACancel() {
    try (TestCampaign campaign = TestCampaign.of(2, 0, "").open()) {
      int ann = campaign.person("ann");
      campaign.jdbi().useHandle(h -> h.execute("update campaign set paused_since = now()"));
      assertThat(campaign.desk.next(ann, null)).isEmpty();
      campaign.jdbi().useHandle(h -> h.execute("update campaign set paused_since = null"));
      Task held = campaign.next(ann);

      campaign.jdbi().useHandle(h -> h.execute("update campaign set cancel_requested = true"));

      assertThat(campaign.next(ann)).as("a lease in hand stays").isEqualTo(held);
      assertThat(campaign.desk.next(campaign.person("bob"), null)).isEmpty();
    }
  }

  @Test
  void aCampaignThatIsNotThereIsNamed() {
    try (TestCampaign campaign = TestCampaign.of(1, 0, "")) {
      int person = campaign.person("ann");
      assertThatThrownBy(() -> campaign.desk.next(person, "elsewhere"))
          .hasMessage("There is no campaign named elsewhere.");
      assertThat(campaign.desk.next(person, "test")).isEmpty();
    }
  }

  @Test
  void theItemNearestToCompletionComesFirstAfterPriority() {
    try (TestCampaign campaign = TestCampaign.of(3, 0, "review: {gold_fraction: 0}")) {
      campaign.jdbi().useHandle(h -> h.execute("update pair set priority = 1 where ix = 2"));
      campaign.bystanders().open();
      int ann = campaign.person("ann");
      assertThat(TestCampaign.pair(campaign.label(ann, 'A'))).isEqualTo(2);
      assertThat(TestCampaign.pair(campaign.label(ann, 'A'))).isEqualTo(0);
      int bob = campaign.person("bob");
      assertThat(TestCampaign.pair(campaign.label(bob, 'A'))).isEqualTo(2);
      assertThat(TestCampaign.pair(campaign.label(bob, 'A'))).isEqualTo(0);
    }
  }

  @Test
  void aSkippedItemNeverComesBackToTheSkipper() {
    try (TestCampaign campaign = TestCampaign.of(2, 0, "").open()) {
      int person = campaign.person("ann");
      Task skipped = campaign.next(person);
      campaign.desk.skip(person, skipped.lease(), "not my field");
      campaign.desk.skip(person, skipped.lease(), "not my field");

      Task other = campaign.label(person, 'A');
      assertThat(TestCampaign.pair(other)).isNotEqualTo(TestCampaign.pair(skipped));
      assertThat(campaign.desk.next(person, null)).isEmpty();
    }
  }

  @Test
  void peopleAreNumberedInTheOrderOfTheirFirstLeases() throws Exception {
    try (TestCampaign campaign = TestCampaign.of(30, 0, "review: {redundancy: 1}").open();
        ExecutorService clients = Executors.newFixedThreadPool(10)) {
      List<Future<?>> done = new ArrayList<>();
      for (int person : campaign.people(10)) {
        done.add(clients.submit(() -> campaign.next(person)));
      }
      for (Future<?> client : done) {
        client.get();
      }
      Set<Integer> numbers =
          new HashSet<>(
              campaign
                  .jdbi()
                  .withHandle(
                      h -> h.createQuery("select number from member").mapTo(Integer.class).list()));
      assertThat(numbers).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    }
  }

  @Test
  void bothOrdersAreShown() {
    try (TestCampaign campaign = TestCampaign.of(60, 0, "review: {gold_fraction: 0}").open()) {
      int person = campaign.person("ann");
      for (int i = 0; i < 60; i++) {
        campaign.label(person, 'A');
      }
      assertThat(campaign.count("lease where swapped")).isBetween(12L, 48L);
      assertThat(campaign.count("lease where answer = 'A>'")).isEqualTo(60);
    }
  }
}
