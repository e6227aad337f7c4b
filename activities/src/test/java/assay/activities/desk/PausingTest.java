package assay.activities.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class PausingTest {

  private static TestCampaign campaign(int gold, String quality) {
    return TestCampaign.of(200, gold, "review: {min_seconds: 0}\n" + quality).bystanders().open();
  }

  /** Labels until nothing more comes; misses every gold question. */
  private static int missing(TestCampaign campaign, int person, int most) {
    for (int labels = 0; labels < most; labels++) {
      Optional<Task> task = campaign.desk.next(person, null);
      if (task.isEmpty()) {
        return labels;
      }
      campaign.desk.submit(
          person, task.get().lease(), Submission.of(TestCampaign.label(task.get(), 'B')));
    }
    return most;
  }

  @Test
  void whoMissesGoldIsPausedWithinTwentyLabelsAndToldOnlyThat() {
    try (TestCampaign campaign = campaign(40, "")) {
      int ann = campaign.person("ann");
      assertThat(missing(campaign, ann, 100)).isBetween(5, 20);

      assertThat(campaign.desk.next(ann, null)).isEmpty();
      assertThat(campaign.desk.me(ann).paused()).containsExactly("test");
      assertThat(campaign.count("lease where 'below_gold_threshold' = any(flags)"))
          .isGreaterThanOrEqualTo(1);
      assertThat(campaign.count("lease where state = 'done' and not counted")).isZero();
      assertThat(campaign.count("campaign where fewer_people = 1")).isEqualTo(1);
    }
  }

  @Test
  void whoKnowsTheGoldIsClearedAndSeesTheSpecsShareFromThenOn() {
    try (TestCampaign campaign = campaign(150, "")) {
      int ann = campaign.person("ann");
      for (int i = 0; i < 120; i++) {
        campaign.label(ann, 'A');
      }
      assertThat(campaign.desk.me(ann).paused()).isEmpty();
      // Six at first, then one in ten of about 113: 11.3 expected, standard deviation 3.2.
      assertThat(campaign.count("lease where stage = 'gold'")).isBetween(8L, 33L);
      assertThat(
              campaign.count(
                  "(select stage from lease order by number limit 10) x where stage = 'gold'"))
          .as("front-loaded")
          .isGreaterThanOrEqualTo(4);
    }
  }

  @Test
  void withoutARuleOrWithFewGoldNobodyIsPaused() {
    try (TestCampaign off = campaign(40, "quality: {rule: off}");
        TestCampaign few = campaign(4, "")) {
      assertThat(missing(off, off.person("ann"), 60)).isEqualTo(60);
      assertThat(missing(few, few.person("ann"), 60)).isEqualTo(60);
      assertThat(few.count("lease where stage = 'gold'")).isLessThanOrEqualTo(4);
    }
  }

  @Test
  void aThresholdPausesToo() {
    try (TestCampaign campaign =
        TestCampaign.of(
                50,
                40,
                "review: {min_seconds: 0, gold_fraction: 0.9}\n"
                    + "quality: {rule: threshold, min_gold: 7}")
            .open()) {
      int ann = campaign.person("ann");
      assertThat(missing(campaign, ann, 40)).isBetween(7, 30);
      assertThat(campaign.desk.me(ann).paused()).containsExactly("test");
    }
  }

  @Test
  void aPausedPersonTakesNothingBackAndBeginsAnewWhenReinstated() {
    try (TestCampaign campaign = campaign(100, "")) {
      int ann = campaign.person("ann");
      missing(campaign, ann, 100);
      String last = campaign.text("max(number) from lease where state = 'done'");
      assertThatThrownBy(() -> campaign.desk.undo(ann, Long.parseLong(String.valueOf(last))))
          .hasMessage("This label can no longer be taken back: its item is decided or closed.");

      new Suspending(campaign.jdbi()).reinstate(ann);

      assertThat(campaign.desk.me(ann).paused()).isEmpty();
      assertThat(campaign.text("gold_seen from member")).isEqualTo("0");
      campaign.label(ann, 'B');
      assertThat(missing(campaign, ann, 100)).as("and is paused again").isBetween(4, 20);
    }
  }

  @Test
  void aGoldAnswerThatIsTakenBackIsForgotten() {
    try (TestCampaign campaign = campaign(40, "")) {
      int ann = campaign.person("ann");
      Task task = campaign.nextGold(ann);
      campaign.desk.submit(ann, task.lease(), Submission.of(TestCampaign.label(task, 'B')));
      assertThat(campaign.text("gold_seen || ' ' || gold_right from member")).isEqualTo("1 0");

      Task again = campaign.desk.undo(ann, task.lease());
      assertThat(campaign.text("gold_seen || ' ' || gold_right from member")).isEqualTo("0 0");
      campaign.desk.submit(ann, again.lease(), Submission.of(TestCampaign.label(again, 'A')));
      assertThat(campaign.text("gold_seen || ' ' || gold_right from member")).isEqualTo("1 1");
    }
  }
}
