package assay.activities.desk;

import static org.assertj.core.api.Assertions.assertThat;

import assay.workflows.ReviewActivities.Closed;
import assay.workflows.ReviewActivities.Opened;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class ClosingTest {

  @RepeatedTest(4)
  void noLabelThatCountsComesAfterTheNumberAClosingReturned() throws Exception {
    try (TestCampaign campaign =
            TestCampaign.of(60, 30, "review: {redundancy: 12, gold_fraction: 0.3, min_seconds: 0}")
                .open();
        ExecutorService clients = Executors.newFixedThreadPool(12)) {
      CountDownLatch busy = new CountDownLatch(60);
      List<Future<?>> done = new ArrayList<>();
      for (int person : campaign.people(12)) {
        done.add(
            clients.submit(
                () -> {
                  while (campaign.desk.next(person, null).isPresent()) {
                    campaign.label(person, 'A');
                    busy.countDown();
                  }
                  return null;
                }));
      }
      busy.await();

      Closed closed = campaign.opening.closeAll("test", 1);
      for (Future<?> client : done) {
        client.get();
      }
      Closed after = campaign.opening.closeAll("test", 1);

      assertThat(campaign.count("event where kind = 'judged' and seq > " + closed.lastSeq()))
          .isZero();
      assertThat(campaign.count("lease where counted"))
          .isEqualTo(campaign.count("event where kind = 'judged' and seq <= " + closed.lastSeq()));
      assertThat(campaign.count("event where kind = 'late'"))
          .isEqualTo(campaign.count("lease where why = 'late'"))
          .isLessThanOrEqualTo(closed.inHand());
      assertThat(after.inHand()).isZero();
      assertThat(campaign.count("event where kind = 'drained'")).isEqualTo(1);
      assertThat(campaign.text("max(seq) from event")).isEqualTo("" + after.lastSeq());
      assertThat(campaign.count("event")).isEqualTo(after.lastSeq());
      assertThat(campaign.text("kind from event order by seq desc limit 1")).isEqualTo("drained");
    }
  }

  @Test
  void aBatchWithoutLeasesInHandIsDrainedAtOnce() {
    try (TestCampaign campaign = TestCampaign.of(1, 0, "").open()) {
      assertThat(campaign.opening.closeAll("test", 1)).isEqualTo(new Closed(1, 0));
      assertThat(campaign.opening.closeAll("test", 1)).isEqualTo(new Closed(1, 0));
      assertThat(campaign.text("kind from event")).isEqualTo("drained");
    }
  }

  @Test
  void aLateLabelIsPaidAndDoesNotCount() {
    try (TestCampaign campaign = TestCampaign.of(1, 0, "review: {min_seconds: 0}").open()) {
      int ann = campaign.person("ann");
      Task task = campaign.next(ann);
      assertThat(campaign.opening.closeAll("test", 1)).isEqualTo(new Closed(0, 1));

      assertThat(campaign.desk.submit(ann, task.lease(), Submission.of("=")).status())
          .isEqualTo("accepted");

      assertThat(campaign.desk.me(ann).earned()).isEqualByComparingTo("0.3125");
      assertThat(campaign.text("counted || why from lease")).isEqualTo("falselate");
      assertThat(campaign.text("string_agg(kind, ' ' order by id) from event"))
          .isEqualTo("late drained");
      assertThat(campaign.opening.closeAll("test", 1)).isEqualTo(new Closed(2, 0));
    }
  }

  @Test
  void theLastLeaseInHandMayAlsoLapseOrBeSkipped() {
    try (TestCampaign campaign = TestCampaign.of(2, 0, "").open();
        DeskClock clock = new DeskClock(campaign.jdbi())) {
      int ann = campaign.person("ann");
      int bob = campaign.person("bob");
      Task skipped = campaign.next(ann);
      Task lapsed = campaign.next(bob);
      campaign.opening.closeAll("test", 1);
      campaign.desk.skip(ann, skipped.lease(), "");
      assertThat(campaign.count("event")).isZero();
      campaign.expire(lapsed);
      clock.beat();
      assertThat(campaign.text("kind from event")).isEqualTo("drained");
    }
  }

  @Test
  void openingAgainChangesNothingAndTheFirstTimeStands() {
    try (TestCampaign campaign = TestCampaign.of(2, 0, "").bystanders()) {
      campaign.jdbi().useHandle(h -> h.execute("update campaign set paused_ms = 7"));
      Opened first = campaign.opening.openReview("test", 1, new int[] {0, 1}, new int[0]);
      assertThat(first.pausedMillis()).isEqualTo(7);
      campaign.opening.closeReview("test", 1);
      campaign.jdbi().useHandle(h -> h.execute("update campaign set paused_ms = 9"));

      assertThat(campaign.opening.openReview("test", 1, new int[] {0, 1}, new int[0]))
          .isEqualTo(first);
      assertThat(campaign.count("item where open")).isZero();
      Opened experts = campaign.opening.openExperts("test", 1);
      assertThat(experts.pausedMillis()).isEqualTo(9);
      assertThat(campaign.opening.openExperts("test", 1)).isEqualTo(experts);
    }
  }

  @Test
  void whoReviewedAnItemDoesNotAdjudicateIt() {
    try (TestCampaign campaign =
        TestCampaign.of(1, 0, "review: {higher_tiers: true, redundancy: 1}").open()) {
      int eve = campaign.person("eve", assay.domain.Tier.EXPERT);
      int zoe = campaign.person("zoe", assay.domain.Tier.EXPERT);
      campaign.label(eve, 'A');
      campaign.opening.escalate("test", 1, new int[] {0});
      assertThat(campaign.desk.next(eve, null)).isEmpty();
      assertThat(campaign.next(zoe).payUsd()).isEqualByComparingTo("0.625");
    }
  }
}
