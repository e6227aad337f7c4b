package assay.activities.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.activities.store.Progress;
import assay.domain.measure.quality.GoldQuestion;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContestingTest {
  private static final String MUCH_GOLD =
      "review: {gold_fraction: 0.9, min_seconds: 0}\nquality: {rule: off}";

  @Test
  void contestsAndMissesAreCountedByGoldQuestion() {
    try (TestCampaign campaign = TestCampaign.of(60, 1, MUCH_GOLD).open()) {
      for (int person : campaign.people(5)) {
        Task task = campaign.nextGold(person);
        char better = person % 2 == 0 ? 'A' : 'B';
        campaign.desk.submit(person, task.lease(), Submission.of(TestCampaign.label(task, better)));
        if (person <= 2) {
          campaign.desk.contest(person, task.lease(), "Both are wrong.");
          campaign.desk.contest(person, task.lease(), "Again.");
        }
      }
      List<GoldQuestion> gold = new Progress(campaign.jdbi()).gold(1);

      assertThat(gold).containsExactly(new GoldQuestion("pair-60", 5, 2, 2));
      assertThat(campaign.count("contest where reason = 'Both are wrong.'")).isEqualTo(2);
    }
  }

  @Test
  void onlyOnesOwnLabelsAreContestedAndWithAReason() {
    try (TestCampaign campaign = TestCampaign.of(3, 0, "").bystanders().open()) {
      int ann = campaign.person("ann");
      int bob = campaign.person("bob");
      Task held = campaign.next(ann);
      assertThatThrownBy(() -> campaign.desk.contest(ann, held.lease(), "odd"))
          .hasMessage("Lease 1 has no label to contest.");
      campaign.desk.submit(ann, held.lease(), Submission.of("="));
      assertThatThrownBy(() -> campaign.desk.contest(bob, held.lease(), "odd"))
          .hasMessage("You have no lease number 1.");
      assertThatThrownBy(() -> campaign.desk.contest(ann, held.lease(), " "))
          .hasMessage("reason: say in a few words what is wrong with the item.");
    }
  }
}
