package assay.activities.desk;

import static org.assertj.core.api.Assertions.assertThat;

import assay.domain.Tier;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExhaustionTest {
  private static final String EVENTS =
      "string_agg(kind || ' ' || stage, ', ' order by id) from event where kind <> 'judged'";

  @Test
  void whenEverybodyHasJudgedOrSkippedTheBatchHearsItOnce() {
    try (TestCampaign campaign = TestCampaign.of(1, 0, "").open()) {
      int ann = campaign.person("ann");
      int bob = campaign.person("bob");
      campaign.label(ann, 'A');
      assertThat(campaign.text(EVENTS)).isNull();

      campaign.desk.skip(bob, campaign.next(bob).lease(), "");

      assertThat(campaign.text(EVENTS)).isEqualTo("exhausted review");
      campaign.opening.wanted("test", 1, Map.of(0, 4));
      assertThat(campaign.text(EVENTS)).isEqualTo("exhausted review");
    }
  }

  @Test
  void whoLetItLapseCanStillCome() {
    try (TestCampaign campaign = TestCampaign.of(1, 0, "").open();
        DeskClock clock = new DeskClock(campaign.jdbi())) {
      int ann = campaign.person("ann");
      int bob = campaign.person("bob");
      campaign.expire(campaign.next(bob));
      clock.beat();
      campaign.label(ann, 'A');
      assertThat(campaign.text(EVENTS)).isNull();
    }
  }

  @Test
  void anEmptyTierIsNotExhausted() {
    try (TestCampaign campaign = TestCampaign.of(1, 0, "").open()) {
      campaign.opening.escalate("test", 1, new int[] {0});
      assertThat(campaign.text(EVENTS)).isNull();
      assertThat(campaign.desk.next(campaign.person("eve", Tier.EXPERT), null)).isPresent();
    }
  }

  @Test
  void theOnlyExpertHasReviewedItAlready() {
    try (TestCampaign campaign =
        TestCampaign.of(1, 0, "review: {tier: expert, redundancy: 1}").open()) {
      campaign.label(campaign.person("eve", Tier.EXPERT), 'A');
      campaign.opening.escalate("test", 1, new int[] {0});
      assertThat(campaign.text(EVENTS)).isEqualTo("exhausted expert");
      assertThat(campaign.text("open from item where stage = 'expert'")).isEqualTo("f");
    }
  }

  @Test
  void aLateLabelMayExhaustTheExperts() {
    try (TestCampaign campaign =
        TestCampaign.of(1, 0, "review: {tier: expert, redundancy: 1}").open()) {
      int eve = campaign.person("eve", Tier.EXPERT);
      Task task = campaign.next(eve);
      campaign.opening.escalate("test", 1, new int[] {0});
      assertThat(campaign.text(EVENTS)).isNull();

      campaign.desk.submit(eve, task.lease(), Submission.of("="));

      assertThat(campaign.text(EVENTS)).isEqualTo("late review, exhausted expert");
    }
  }

  @Test
  void onePlaceMoreThanPeopleIsExhaustedWhenItIsAskedFor() {
    try (TestCampaign campaign =
        TestCampaign.of(1, 0, "review: {redundancy: 2, max_redundancy: 3}").open()) {
      int ann = campaign.person("ann");
      int bob = campaign.person("bob");
      campaign.label(ann, 'A');
      campaign.label(bob, 'B');
      assertThat(campaign.text(EVENTS)).isNull();
      campaign.opening.wanted("test", 1, Map.of(0, 3));
      assertThat(campaign.text(EVENTS)).isEqualTo("exhausted review");
    }
  }

  @Test
  void anItemThatMayWaitForExpertsIsOpenToNewOnes() {
    try (TestCampaign campaign =
        TestCampaign.of(1, 0, "review: {tier: expert, redundancy: 1}\nescalation: {fallback: wait}")
            .open()) {
      campaign.label(campaign.person("eve", Tier.EXPERT), 'A');
      campaign.opening.escalate("test", 1, new int[] {0});
      assertThat(campaign.text(EVENTS)).isEqualTo("exhausted expert");
      assertThat(campaign.desk.next(campaign.person("zoe", Tier.EXPERT), null)).isPresent();
    }
  }
}
