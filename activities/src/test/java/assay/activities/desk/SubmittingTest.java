package assay.activities.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.activities.desk.DeskRefusal.Kind;
import assay.activities.store.Json;
import java.math.BigDecimal;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SubmittingTest {

  @Test
  void theSameAgainGetsTheSameReplyAlsoAfterExpiry() {
    try (TestCampaign campaign = TestCampaign.of(2, 0, "").bystanders().open()) {
      int person = campaign.person("ann");
      Task task = campaign.next(person);
      Receipt receipt = campaign.desk.submit(person, task.lease(), in(3));
      assertThat(receipt).isEqualTo(new Receipt("flagged", List.of("too_fast"), null, null));

      campaign.expire(task);

      assertThat(campaign.desk.submit(person, task.lease(), in(70))).isEqualTo(receipt);
      assertThat(campaign.count("event")).isEqualTo(1);
      assertThat(campaign.count("item where done = 1")).isEqualTo(1);
    }
  }

  private static Submission in(int seconds) {
    return Submission.of("A>", BigDecimal.valueOf(seconds), null, new TreeMap<>(), "fine");
  }

  @Test
  void anotherAnswerToADoneLeaseIsRefused() {
    try (TestCampaign campaign = TestCampaign.of(1, 0, "").open()) {
      int person = campaign.person("ann");
      Task task = campaign.label(person, 'A');

      refused(
          Kind.CONFLICT,
          "Lease 1 already has another label; take that one back first (undo).",
          () -> campaign.desk.submit(person, task.lease(), Submission.of("=")));
    }
  }

  @Test
  void anExpiredLeaseIsGoneSweptOrNot() {
    try (TestCampaign campaign = TestCampaign.of(1, 0, "").open()) {
      int person = campaign.person("ann");
      Task task = campaign.next(person);
      campaign.expire(task);
      String text = "Lease 1 has expired and its item is back with the others; ask for work again.";

      refused(
          Kind.GONE, text, () -> campaign.desk.submit(person, task.lease(), Submission.of("=")));
      try (DeskClock clock = new DeskClock(campaign.jdbi())) {
        clock.beat();
      }
      refused(
          Kind.GONE, text, () -> campaign.desk.submit(person, task.lease(), Submission.of("=")));
      refused(Kind.GONE, text, () -> campaign.desk.skip(person, task.lease(), ""));
      refused(Kind.GONE, text, () -> campaign.desk.renew(person, task.lease()));
    }
  }

  @Test
  void othersLeasesAreNotThere() {
    try (TestCampaign campaign = TestCampaign.of(1, 0, "").open()) {
      Task task = campaign.next(campaign.person("ann"));
      int bob = campaign.person("bob");

      refused(
          Kind.NOT_FOUND,
          "You have no lease number 1.",
          () -> campaign.desk.submit(bob, task.lease(), Submission.of("=")));
      refused(
          Kind.NOT_FOUND,
          "You have no lease number 99.",
          () -> campaign.desk.submit(bob, 99, Submission.of("=")));
    }
  }

  @Test
  void aLabelOffTheScaleIsRefusedWithTheScale() {
    try (TestCampaign campaign = TestCampaign.of(1, 0, "scale: three").open()) {
      int person = campaign.person("ann");
      Task task = campaign.next(person);
      assertThat(task.labels()).containsExactly("A>", "=", "B>");

      refused(
          Kind.INVALID,
          "label: must be one of A> = B>, not 'A>>'.",
          () -> campaign.desk.submit(person, task.lease(), Submission.of("A>>")));
    }
  }

  @Test
  void aDimensionOffTheRubricIsRefusedWithTheRubric() {
    try (TestCampaign campaign = TestCampaign.of(1, 0, "").open()) {
      int person = campaign.person("ann");
      Task task = campaign.next(person);
      TreeMap<String, com.fasterxml.jackson.databind.JsonNode> dimensions = new TreeMap<>();
      dimensions.put("charm", Json.MAPPER.getNodeFactory().textNode("A>"));

      refused(
          Kind.INVALID,
          "dimensions: \"charm\" is not in this campaign's rubric; it has helpfulness,"
              + " correctness, harmlessness, conciseness.",
          () ->
              campaign.desk.submit(
                  person, task.lease(), Submission.of("=", null, null, dimensions, null)));
    }
  }

  @Test
  void measuredSecondsAreTheSmallerOfBothClocks() {
    try (TestCampaign campaign = TestCampaign.of(1, 0, "").open()) {
      int person = campaign.person("ann");
      Task task = campaign.next(person);
      backdate(campaign, 30);

      campaign.desk.submit(person, task.lease(), in(700));

      assertThat(campaign.count("lease where tenths between 300 and 6999")).isEqualTo(1);
    }
  }

  @Test
  void reportedSecondsAreTheClients() {
    try (TestCampaign campaign = TestCampaign.of(1, 0, "review: {seconds: reported}").open()) {
      int person = campaign.person("ann");
      Task task = campaign.next(person);

      Receipt receipt = campaign.desk.submit(person, task.lease(), in(700));

      assertThat(receipt).isEqualTo(new Receipt("flagged", List.of("too_slow"), null, null));
      assertThat(campaign.count("lease where tenths = 7000")).isEqualTo(1);
    }
  }

  @Test
  void withoutTheClientsSecondsTheDesksOwnCount() {
    try (TestCampaign campaign = TestCampaign.of(1, 0, "review: {seconds: reported}").open()) {
      int person = campaign.person("ann");
      Task task = campaign.next(person);
      backdate(campaign, 20);

      assertThat(campaign.desk.submit(person, task.lease(), Submission.of("=")))
          .isEqualTo(new Receipt("accepted", List.of(), null, null));
      assertThat(campaign.count("lease where tenths between 200 and 2000")).isEqualTo(1);
    }
  }

  private static void backdate(TestCampaign campaign, int seconds) {
    campaign
        .jdbi()
        .useHandle(
            h ->
                h.execute(
                    "update lease set issued_at = issued_at - make_interval(secs => ?)", seconds));
  }

  static void refused(Kind kind, String text, Runnable call) {
    assertThatThrownBy(call::run)
        .hasMessage(text)
        .isInstanceOfSatisfying(
            DeskRefusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(kind));
  }
}
