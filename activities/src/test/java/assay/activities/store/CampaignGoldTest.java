package assay.activities.store;

import static org.assertj.core.api.Assertions.assertThat;

import assay.activities.desk.Submission;
import assay.activities.desk.Task;
import assay.activities.desk.TestCampaign;
import assay.activities.store.CampaignGold.Decision;
import assay.activities.store.CampaignGold.Question;
import assay.activities.store.CampaignGold.View;
import assay.domain.PairwiseComparison;
import assay.domain.PreferenceLabel;
import assay.domain.Scale;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class CampaignGoldTest {
  private static final String MUCH_GOLD =
      "review: {gold_fraction: 0.9, min_seconds: 0}\nquality: {rule: off}";

  /** A person's answer to the one gold question, which is known as A. */
  private static long answer(TestCampaign campaign, int person, char better) {
    Task task = campaign.nextGold(person);
    campaign.desk.submit(person, task.lease(), Submission.of(TestCampaign.label(task, better)));
    return task.lease();
  }

  private static Question only(CampaignGold gold, TestCampaign campaign) {
    return gold.of(campaigns(campaign)).questions().getFirst();
  }

  private static Campaigns.Campaign campaigns(TestCampaign campaign) {
    return new Campaigns(campaign.jdbi()).get("test");
  }

  @Test
  void whatIsKeptIsLookedAtAgainOnlyWhenMoreSpeaksAgainstIt() {
    try (TestCampaign campaign = TestCampaign.of(90, 1, MUCH_GOLD).open()) {
      CampaignGold gold = new CampaignGold(campaign.jdbi());
      int manager = campaign.person("mia");
      List<Integer> people = campaign.people(11);
      for (int person : people.subList(0, 4)) {
        answer(campaign, person, 'B');
      }
      assertThat(only(gold, campaign).waiting()).as("missed by four").isFalse();
      long lease = answer(campaign, people.get(4), 'A');
      assertThat(only(gold, campaign).waiting()).as("missed by four of five").isTrue();
      campaign.desk.contest(people.get(4), lease, "Both are wrong.");

      Question missed = only(gold, campaign);
      assertThat(missed.answered()).isEqualTo(5);
      assertThat(missed.right()).isEqualTo(1);
      assertThat(missed.label().asText()).isEqualTo("A>");
      assertThat(missed.contests())
          .extracting(contest -> contest.by() + ": " + contest.words())
          .containsExactly("w5: Both are wrong.");
      assertThat(missed.decision()).isNull();
      assertThat(new Progress(campaign.jdbi()).gold(1).getFirst().isSuspect()).isTrue();

      assertThat(gold.decide(campaigns(campaign), "pair-90", Decision.KEPT, "It is so.", manager))
          .isTrue();
      Question kept = only(gold, campaign);
      assertThat(kept.waiting()).isFalse();
      assertThat(Objects.requireNonNull(kept.decision()).words()).isEqualTo("It is so.");
      assertThat(kept.contests()).as("words are kept").hasSize(1);
      assertThat(new Progress(campaign.jdbi()).gold(1).getFirst().isSuspect()).isFalse();

      for (int person : people.subList(5, 10)) {
        assertThat(only(gold, campaign).waiting()).isFalse();
        answer(campaign, person, 'B');
      }
      assertThat(only(gold, campaign).waiting()).as("missed by five more").isTrue();
      gold.decide(campaigns(campaign), "pair-90", Decision.KEPT, "Still.", manager);
      campaign.desk.contest(
          people.get(10), answer(campaign, people.get(10), 'A'), "I have looked it up.");
      assertThat(only(gold, campaign).waiting()).as("contested once more").isTrue();
      assertThat(gold.decide(campaigns(campaign), "pair-1", Decision.KEPT, "Hm.", manager))
          .as("no gold")
          .isFalse();
    }
  }

  @Test
  void aRetiredQuestionLeavesThePoolOfAllCampaignsAndIsListedLast() {
    try (TestCampaign campaign = TestCampaign.of(20, 2, MUCH_GOLD)) {
      new GoldPool(campaign.jdbi())
          .add(
              new PairwiseComparison(Scale.FIVE),
              List.of(Scene.gold(20, PreferenceLabel.A_BETTER)));
      campaign.sql("update pair set id = 'gold/gold-20' where ix = 20");
      campaign.open();
      CampaignGold gold = new CampaignGold(campaign.jdbi());
      int manager = campaign.person("mia");

      gold.decide(campaigns(campaign), "gold/gold-20", Decision.RETIRED, "A tie.", manager);

      View view = gold.of(campaigns(campaign));
      assertThat(view.pool()).isEqualTo(2);
      assertThat(view.open()).isEqualTo(1);
      assertThat(view.promotable()).isZero();
      assertThat(view.questions())
          .extracting(Question::id, Question::retired)
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple("pair-21", false),
              org.assertj.core.groups.Tuple.tuple("gold/gold-20", true));
      assertThat(new GoldPool(campaign.jdbi()).all()).isEmpty();
      assertThat(new GoldLife(campaign.jdbi()).questions().getFirst().retiredWhy())
          .isEqualTo("A tie.");
      int ann = campaign.person("ann");
      for (int i = 0; i < 21; i++) {
        campaign.label(ann, 'A');
      }
      assertThat(campaign.text("string_agg(pair || '', ' ') from lease where stage = 'gold'"))
          .isEqualTo("21");
    }
  }
}
