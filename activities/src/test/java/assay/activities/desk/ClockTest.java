package assay.activities.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ClockTest {

  @Test
  void aLapsedItemGoesToTheNextPersonAndRanksLastForWhoLetItLapse() {
    try (TestCampaign campaign =
            TestCampaign.of(2, 0, "review: {redundancy: 1, gold_fraction: 0}").bystanders().open();
        DeskClock clock = new DeskClock(campaign.jdbi())) {
      int ann = campaign.person("ann");
      Task lost = campaign.next(ann);
      campaign.expire(lost);
      clock.beat();
      assertThat(campaign.count("item where leased > 0")).isZero();

      assertThat(TestCampaign.pair(campaign.next(ann))).isNotEqualTo(TestCampaign.pair(lost));
      Task taken = campaign.label(campaign.person("bob"), 'A');
      assertThat(TestCampaign.pair(taken)).isEqualTo(TestCampaign.pair(lost));
    }
  }

  @Test
  void aLapsedItemComesBackWhenThereIsNothingElse() {
    try (TestCampaign campaign = TestCampaign.of(1, 0, "").bystanders().open()) {
      int ann = campaign.person("ann");
      Task lost = campaign.next(ann);
      campaign.expire(lost); // no desk clock has swept it yet

      Task again = campaign.next(ann);

      assertThat(again.item()).isEqualTo(lost.item());
      assertThat(again.lease()).isNotEqualTo(lost.lease());
      assertThat(campaign.text("leased from item")).isEqualTo("1");
    }
  }

  @Test
  void anOrderNotAnExclusionEndsAfterOneLeaseLength() {
    try (TestCampaign campaign =
        TestCampaign.of(2, 0, "review: {gold_fraction: 0}").bystanders().open()) {
      int ann = campaign.person("ann");
      Task lost = campaign.next(ann);
      campaign.expire(lost);
      campaign.desk.skip(ann, campaign.next(ann).lease(), "");
      assertThat(campaign.count("seat where last_until > now() + interval '9 minutes'"))
          .isEqualTo(1);
      campaign.jdbi().useHandle(h -> h.execute("update seat set last_until = now()"));

      assertThat(campaign.next(ann).item()).isEqualTo(lost.item());
    }
  }

  @Test
  void leasesAreExtendedByTheTimeThatNoDeskWasAlive() {
    try (TestCampaign campaign = TestCampaign.of(3, 0, "").bystanders().open();
        DeskClock clock = new DeskClock(campaign.jdbi())) {
      clock.beat();
      Task inHand = campaign.next(campaign.person("ann"));
      Task overBefore = campaign.next(campaign.person("bob"));
      // The desks stopped an hour ago; the one lease had then ten minutes left, the other none.
      campaign
          .jdbi()
          .useHandle(
              h -> {
                h.execute("update desk_clock set beat = clock_timestamp() - interval '1 hour'");
                h.execute("update lease set expires_at = expires_at - interval '1 hour'");
                h.execute(
                    "update lease set expires_at = (select beat from desk_clock) where number = ?",
                    overBefore.lease());
              });

      clock.beat();

      Instant expires = campaign.next(1 + 3).expiresAt();
      assertThat(Duration.between(inHand.expiresAt(), expires).abs())
          .isLessThan(Duration.ofMinutes(5));
      assertThat(campaign.text("state from lease where number = " + overBefore.lease()))
          .isEqualTo("lapsed");
    }
  }

  @Test
  void aShortSilenceChangesNothing() {
    try (TestCampaign campaign = TestCampaign.of(1, 0, "").open();
        DeskClock clock = new DeskClock(campaign.jdbi())) {
      clock.beat();
      int ann = campaign.person("ann");
      Task task = campaign.next(ann);
      campaign
          .jdbi()
          .useHandle(
              h -> h.execute("update desk_clock set beat = clock_timestamp() - interval '2 s'"));
      clock.beat();
      assertThat(campaign.next(ann)).isEqualTo(task);
    }
  }

  @Test
  void renewingGivesOneFullLengthAndNothingOnAClosedItem() {
    try (TestCampaign campaign = TestCampaign.of(1, 0, "").open()) {
      int ann = campaign.person("ann");
      Task task = campaign.next(ann);
      campaign
          .jdbi()
          .useHandle(h -> h.execute("update lease set expires_at = expires_at - interval '9 min'"));

      Instant renewed = campaign.desk.renew(ann, task.lease());
      assertThat(renewed).isAfterOrEqualTo(task.expiresAt());

      campaign.opening.closeReview("test", 1);
      assertThat(campaign.desk.renew(ann, task.lease())).isEqualTo(renewed);
    }
  }
}
