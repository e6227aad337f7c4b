package assay.activities.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RepeatsTest {
  private static final String HALF =
      "review: {min_seconds: 0, gold_fraction: 0, redundancy: 2}\nquality: {repeat_fraction: 0.5}";

  private static TestCampaign campaign() {
    return TestCampaign.of(80, 0, HALF).bystanders().open();
  }

  /** Labels everything; prefers A, and B where an item comes again. */
  private static Set<Integer> changingOnesMind(TestCampaign campaign, int person) {
    Set<Integer> seen = new HashSet<>();
    Set<Integer> repeated = new HashSet<>();
    for (Optional<Task> task = campaign.desk.next(person, null);
        task.isPresent();
        task = campaign.desk.next(person, null)) {
      boolean again = !seen.add(TestCampaign.pair(task.get()));
      if (again) {
        assertThat(seen).as("labels before").hasSizeGreaterThan(20);
        assertThat(repeated.add(TestCampaign.pair(task.get()))).as("once for an item").isTrue();
      }
      Receipt receipt =
          campaign.desk.submit(
              person,
              task.get().lease(),
              Submission.of(TestCampaign.label(task.get(), again ? 'B' : 'A')));
      assertThat(receipt).isEqualTo(new Receipt("accepted", List.of(), null, null));
    }
    return repeated;
  }

  @Test
  void anItemComesAgainInTheOtherOrderIsPaidAndCountsOnce() {
    try (TestCampaign campaign = campaign()) {
      int ann = campaign.person("ann");
      Set<Integer> repeated = changingOnesMind(campaign, ann);

      // Half of what is shown after the first twenty, as far as there are items to repeat: 60 at
      // most.
      assertThat(repeated).hasSizeBetween(30, 75);
      assertThat(campaign.count("item where done <> 1 or leased <> 0")).isZero();
      assertThat(
              campaign.count(
                  "lease r join lease f on f.item = r.item and f.stage = 'review'"
                      + " where r.stage = 'repeat' and r.swapped = f.swapped"))
          .isZero();
      assertThat(
              campaign.count(
                  "lease where stage = 'repeat' and not counted and why = 'repeat'"
                      + " and flags = '{inconsistent}' and pay_usd = 0.3125"))
          .isEqualTo(repeated.size());
      assertThat(campaign.count("event where kind = 'late' and stage = 'repeat'"))
          .isEqualTo(repeated.size());
      assertThat(campaign.desk.me(ann).done()).isEqualTo(80 + repeated.size());
    }
  }

  @Test
  void whoSaysTheSameAgainIsConsistentAndMayTakeItBack() {
    try (TestCampaign campaign = campaign()) {
      int ann = campaign.person("ann");
      Task task = campaign.label(ann, 'A');
      while (campaign.count("lease where stage = 'repeat'") == 0) {
        task = campaign.label(ann, 'A');
      }
      assertThat(campaign.count("lease where stage = 'repeat' and flags = '{}'")).isEqualTo(1);
      Task undone = campaign.desk.undo(ann, task.lease());
      assertThat(undone.responses()).as("in the same order").isEqualTo(task.responses());
      assertThat(campaign.count("item where done + leased > 1")).isZero();
      campaign.desk.submit(ann, undone.lease(), Submission.of("="));
      assertThat(campaign.count("lease where state = 'done' and flags = '{inconsistent}'"))
          .isEqualTo(1);
      assertThat(campaign.count("seat where state <> 'judged'")).isZero();
    }
  }
}
