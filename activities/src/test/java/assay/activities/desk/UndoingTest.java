package assay.activities.desk;

import static assay.activities.desk.SubmittingTest.refused;
import static org.assertj.core.api.Assertions.assertThat;

import assay.activities.desk.DeskRefusal.Kind;
import assay.workflows.ReviewActivities.Order;
import org.junit.jupiter.api.Test;

class UndoingTest {
  private static final String DECIDED =
      "This label can no longer be taken back: its item is decided or closed.";

  @Test
  void aLabelIsTakenBackAndItsItemIsInHandAgain() {
    try (TestCampaign campaign = TestCampaign.of(2, 0, "").bystanders().open()) {
      int person = campaign.person("ann");
      Task first = campaign.label(person, 'A');
      Task fetched = campaign.next(person);

      Task again = campaign.desk.undo(person, first.lease());

      assertThat(again.item()).isEqualTo(first.item());
      assertThat(campaign.next(person)).isEqualTo(again);
      assertThat(campaign.desk.undo(person, first.lease())).isEqualTo(again);
      assertThat(campaign.desk.me(person).done()).isZero();
      assertThat(campaign.text("state from lease where number = " + fetched.lease()))
          .isEqualTo("returned");
      campaign.desk.submit(person, again.lease(), Submission.of(TestCampaign.label(again, 'B')));
      assertThat(TestCampaign.pair(campaign.next(person))).isEqualTo(TestCampaign.pair(fetched));
      assertThat(campaign.count("item where done = 1 and leased = 0")).isEqualTo(1);
      assertThat(campaign.count("event where kind = 'withdrawn' and lease = " + first.lease()))
          .isEqualTo(1);
    }
  }

  @Test
  void theTimeSpentBeforeIsNotLost() {
    try (TestCampaign campaign = TestCampaign.of(2, 0, "").bystanders().open()) {
      int person = campaign.person("ann");
      Task first = campaign.next(person);
      campaign
          .jdbi()
          .useHandle(h -> h.execute("update lease set issued_at = issued_at - interval '30 s'"));
      campaign.desk.submit(person, first.lease(), Submission.of("A>"));
      Task again = campaign.desk.undo(person, first.lease());

      assertThat(campaign.desk.submit(person, again.lease(), Submission.of("B>")).status())
          .isEqualTo("accepted");
    }
  }

  @Test
  void aSettledItemKeepsItsLabels() {
    try (TestCampaign campaign =
        TestCampaign.of(1, 0, "review: {redundancy: 2}").bystanders().open()) {
      int ann = campaign.person("ann");
      int bob = campaign.person("bob");
      Task first = campaign.label(ann, 'A');
      Task second = campaign.label(bob, 'A');

      refused(Kind.CONFLICT, DECIDED, () -> campaign.desk.undo(bob, second.lease()));
      refused(Kind.CONFLICT, DECIDED, () -> campaign.desk.undo(ann, first.lease()));
    }
  }

  @Test
  void whereOneMorePlaceComesTheItemIsNotSettled() {
    try (TestCampaign campaign =
        TestCampaign.of(1, 0, "review: {redundancy: 2, max_redundancy: 3}").bystanders().open()) {
      int ann = campaign.person("ann");
      campaign.label(ann, 'A');
      int bob = campaign.person("bob");
      Task second = campaign.label(bob, 'B');

      campaign.desk.undo(bob, second.lease());

      assertThat(campaign.count("item where done = 1 and leased = 1")).isEqualTo(1);
    }
  }

  @Test
  void anItemThatGoesToTheExpertsKeepsItsLabels() {
    try (TestCampaign campaign =
        TestCampaign.of(1, 0, "review: {redundancy: 2}").bystanders().open()) {
      campaign.label(campaign.person("ann"), 'A');
      int bob = campaign.person("bob");
      Task second = campaign.label(bob, 'B');
      refused(Kind.CONFLICT, DECIDED, () -> campaign.desk.undo(bob, second.lease()));
    }
  }

  @Test
  void aClosedItemKeepsItsLabels() {
    try (TestCampaign campaign = TestCampaign.of(1, 0, "").open()) {
      int ann = campaign.person("ann");
      Task task = campaign.label(ann, 'A');
      campaign.opening.closeReview("test", 1);
      refused(Kind.CONFLICT, DECIDED, () -> campaign.desk.undo(ann, task.lease()));
    }
  }

  @Test
  void aSpotCheckIsDecidedByItsOneLabel() {
    try (TestCampaign campaign = TestCampaign.of(1, 0, "")) {
      campaign
          .jdbi()
          .useHandle(
              h ->
                  h.execute("insert into verdict values (1, 0, 'decided', 'A>', 900000, 1000000)"));
      campaign.open(new Order("test", 1, new int[0], new int[] {0}));
      int ann = campaign.person("ann");
      Task task = campaign.label(ann, 'A');
      refused(Kind.CONFLICT, DECIDED, () -> campaign.desk.undo(ann, task.lease()));
    }
  }

  @Test
  void goldCanBeTakenBackExactlyWhereTheItemInItsPlaceCould() {
    for (int redundancy : new int[] {1, 3}) {
      try (TestCampaign campaign =
          TestCampaign.of(
                  20, 9, "review: {gold_fraction: 0.9, redundancy: %d}".formatted(redundancy))
              .bystanders()
              .open()) {
        int ann = campaign.person("ann");
        Task task = campaign.nextGold(ann);
        campaign.desk.submit(ann, task.lease(), Submission.of("="));
        if (redundancy == 1) {
          refused(Kind.CONFLICT, DECIDED, () -> campaign.desk.undo(ann, task.lease()));
        } else {
          Task again = campaign.desk.undo(ann, task.lease());
          assertThat(again.item()).isEqualTo(task.item());
          assertThat(campaign.next(ann)).isEqualTo(again);
          campaign.opening.closeAll("test", 1);
          campaign.desk.submit(ann, again.lease(), Submission.of("="));
          refused(Kind.CONFLICT, DECIDED, () -> campaign.desk.undo(ann, again.lease()));
        }
      }
    }
  }

  @Test
  void aLeaseWithoutALabelHasNothingToTakeBack() {
    try (TestCampaign campaign = TestCampaign.of(1, 0, "").open()) {
      int ann = campaign.person("ann");
      Task task = campaign.next(ann);
      refused(
          Kind.CONFLICT,
          "Lease 1 has no label to take back.",
          () -> campaign.desk.undo(ann, task.lease()));
      refused(Kind.NOT_FOUND, "You have no lease number 7.", () -> campaign.desk.undo(ann, 7));
    }
  }
}
