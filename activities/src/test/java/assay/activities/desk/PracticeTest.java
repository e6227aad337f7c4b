package assay.activities.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.activities.store.Budget;
import assay.activities.store.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PracticeTest {
  private static final String TEST =
      "review: {min_seconds: 0, gold_fraction: 0, redundancy: 1,"
          + " qualification: {file: q.jsonl, pass: 0.75, tries: 2}}\n";

  private static TestCampaign campaign(String more, String quality) {
    return TestCampaign.of(6, 0, TEST.replace("tries: 2", "tries: 2" + more) + quality)
        .questions(4, 1)
        .open();
  }

  /** Answers the next practice question, rightly or not. */
  private static Receipt.Practised answer(TestCampaign campaign, int person, boolean rightly) {
    Task task = campaign.next(person);
    assertThat(task.practice()).isTrue();
    Receipt receipt =
        campaign.desk.submit(
            person, task.lease(), Submission.of(TestCampaign.label(task, rightly ? 'A' : 'B')));
    Receipt.Practised practised = Objects.requireNonNull(receipt.practice());
    assertThat(practised.right()).isEqualTo(rightly);
    assertThat(practised.label().asText()).isEqualTo(TestCampaign.label(task, 'A'));
    return practised;
  }

  private static List<Receipt.Outcome> answers(
      TestCampaign campaign, int person, boolean... rightly) {
    List<Receipt.Outcome> outcomes = new ArrayList<>();
    for (boolean each : rightly) {
      outcomes.add(answer(campaign, person, each).outcome());
    }
    return outcomes;
  }

  @Test
  void whoPassesIsAdmittedToPaidWork() {
    try (TestCampaign campaign = campaign("", "")) {
      int ann = campaign.person("ann");
      Task first = campaign.next(ann);
      assertThat(first.payUsd()).isZero();
      assertThat(first.progress())
          .isEqualTo(new Task.Progress(1, 4, 1, 2, new java.math.BigDecimal("0.75")));
      assertThat(campaign.next(ann).lease()).as("the same again").isEqualTo(first.lease());
      assertThat(answers(campaign, ann, true, false, true)).containsOnly(Receipt.Outcome.OPEN);
      Receipt.Practised last = answer(campaign, ann, true);
      assertThat(last.outcome()).isEqualTo(Receipt.Outcome.PASSED);
      assertThat(last.rightSoFar()).isEqualTo(3);
      assertThat(last.explanation()).startsWith("A is right in ");

      assertThat(campaign.next(ann).practice()).isNull();
      campaign.label(ann, 'A');
      assertThat(campaign.desk.me(ann).earned())
          .as("practice is unpaid")
          .isEqualByComparingTo("0.3125");
      assertThat(campaign.count("practice where ended_at is not null")).isEqualTo(4);
    }
  }

  @Test
  void whoFailsTheLastTryIsNotAdmitted() {
    try (TestCampaign campaign = campaign("", "")) {
      int ann = campaign.person("ann");
      int bob = campaign.person("bob");
      assertThat(answers(campaign, ann, true, false, true, false))
          .last()
          .isEqualTo(Receipt.Outcome.AGAIN);
      assertThat(Objects.requireNonNull(campaign.next(ann).progress()).attempt()).isEqualTo(2);
      assertThat(answers(campaign, ann, false, false, true, true))
          .last()
          .isEqualTo(Receipt.Outcome.FAILED);

      assertThat(campaign.desk.next(ann, null)).isEmpty();
      assertThat(campaign.desk.me(ann).notAdmitted()).containsExactly("test");
      assertThat(new Progress(campaign.jdbi()).missing(1)).as("bob may come").isEmpty();
      assertThat(campaign.count("item where exhausted")).isZero();
      answers(campaign, bob, true, true, true, true);
      campaign.label(bob, 'A');
      campaign.sql("update account set active = false where name = 'bob'");
      assertThat(new Progress(campaign.jdbi()).missing(1))
          .hasValue(new Progress.Missing(assay.domain.Tier.TRAINED, "", "", 0, 1));
    }
  }

  @Test
  void itemsWaitForPeopleWhoMayStillQualify() {
    try (TestCampaign campaign =
        TestCampaign.of(1, 0, TEST.replace("redundancy: 1", "redundancy: 2"))
            .questions(1, 0)
            .open()) {
      int ann = campaign.person("ann");
      int bob = campaign.person("bob");
      answer(campaign, ann, true);
      campaign.label(ann, 'A');
      assertThat(campaign.count("item where exhausted")).as("bob may come").isZero();
      answer(campaign, bob, false);
      answer(campaign, bob, false);
      new DeskClock(campaign.jdbi()).beat();
      assertThat(campaign.count("item where exhausted")).isEqualTo(1);
    }
  }

  @Test
  void aQuestionIsAnsweredOnceAndNotPassedBy() {
    try (TestCampaign campaign = campaign("", "")) {
      int ann = campaign.person("ann");
      int bob = campaign.person("bob");
      Task task = campaign.next(ann);
      String refused =
          "Lease %d is a practice question: it is answered once, and not passed by or taken back."
              .formatted(task.lease());
      assertThatThrownBy(() -> campaign.desk.skip(ann, task.lease(), "")).hasMessage(refused);
      assertThat(campaign.desk.renew(ann, task.lease())).isAfter(java.time.Instant.now());
      Receipt receipt = campaign.desk.submit(ann, task.lease(), Submission.of("A>"));
      assertThat(campaign.desk.submit(ann, task.lease(), Submission.of("A>"))).isEqualTo(receipt);
      assertThatThrownBy(() -> campaign.desk.submit(ann, task.lease(), Submission.of("B>")))
          .hasMessage(refused);
      assertThatThrownBy(() -> campaign.desk.undo(ann, task.lease())).hasMessage(refused);
      assertThatThrownBy(() -> campaign.desk.submit(bob, task.lease(), Submission.of("A>")))
          .hasMessage("You have no lease number " + task.lease() + ".");
      assertThat(campaign.desk.examples(bob, "test"))
          .extracting(Example::explanation)
          .containsExactly("A is right in 4.");
      assertThat(campaign.desk.examples(ann, "test")).as("and what was told").hasSize(2);
    }
  }

  @Test
  void practiceThatIsPaidIsReservedAndCounted() {
    try (TestCampaign campaign = campaign(", pay_usd: 0.1", "")) {
      Budget budget = new Budget(campaign.jdbi());
      campaign.sql("update campaign set budget_usd = 0.5");
      int ann = campaign.person("ann");
      int bob = campaign.person("bob");
      answer(campaign, ann, true);
      assertThat(budget.state(1).committed()).isEqualByComparingTo("0.4");
      assertThat(campaign.desk.me(ann).earned()).isEqualByComparingTo("0.1");
      assertThat(new Progress(campaign.jdbi()).people(1).usd()).isEqualByComparingTo("0.1");
      assertThat(campaign.desk.next(bob, null)).as("the budget does not hold it").isEmpty();
      assertThat(campaign.text("pause_reason from campaign")).isEqualTo("budget");
      budget.settlePeople(1);
      assertThat(budget.state(1).committed()).isEqualByComparingTo("0.1");
    }
  }

  @Test
  void aPauseIsLiftedOnceByPassingTheTest() {
    try (TestCampaign campaign = campaign("", "quality: {requalify: true}\n")) {
      int ann = campaign.person("ann");
      answers(campaign, ann, true, true, true, true);
      campaign.label(ann, 'A');
      String pause = "update member set standing = 'paused', gold_seen = 9, gold_right = 1";
      campaign.sql(pause);
      assertThat(campaign.desk.me(ann).canRequalify()).containsExactly("test");
      assertThat(campaign.desk.examples(ann, "test")).hasSize(5);
      assertThat(answers(campaign, ann, true, true, true, false))
          .last()
          .isEqualTo(Receipt.Outcome.PASSED);
      assertThat(campaign.desk.me(ann).paused()).isEmpty();
      assertThat(campaign.text("gold_seen from member")).isEqualTo("0");
      campaign.label(ann, 'A');

      campaign.sql(pause);
      assertThat(campaign.desk.me(ann).canRequalify()).isEmpty();
      assertThat(campaign.desk.next(ann, null)).as("once only").isEqualTo(Optional.empty());
    }
  }

  @Test
  void withoutRequalificationAPauseStays() {
    try (TestCampaign campaign = campaign("", "")) {
      int ann = campaign.person("ann");
      answers(campaign, ann, true, true, true, true);
      campaign.sql("update member set standing = 'paused'");
      assertThat(campaign.desk.me(ann).canRequalify()).isEmpty();
      assertThat(campaign.desk.next(ann, null)).isEmpty();
    }
  }

  /** The same campaign once more, named {@code other}. */
  private static TestCampaign twice(String quality) {
    TestCampaign campaign = campaign("", quality);
    campaign.sql(
        """
        insert into campaign (name, spec, content_digest, guidelines, guidelines_digest, salt, pairs, gold)
        select 'other', replace(spec, '"campaign":"test"', '"campaign":"other"'), content_digest,
          guidelines, guidelines_digest, salt, pairs, gold from campaign;
        insert into pair (campaign, ix, id, prompt, response_a, response_b)
        select 2, ix, id, prompt, response_a, response_b from pair;
        insert into question (campaign, ix, id, prompt, response_a, response_b, label, explanation, example)
        select 2, ix, id, prompt, response_a, response_b, label, explanation, example from question;
        insert into batch (campaign, number, first, size) values (2, 1, 0, 6);
        """);
    campaign.opening.openReview("other", 1, new int[] {0, 1, 2, 3, 4, 5}, new int[0]);
    return campaign;
  }

  private static void admitted(TestCampaign campaign, int person) {
    campaign.sql(
        "insert into member (campaign, annotator, number, test) select id, %d, 1, 'passed' from campaign"
            .formatted(person));
  }

  @Test
  void whoIsPausedInTwoCampaignsIsOfferedTheTestOfEach() {
    try (TestCampaign campaign = twice("quality: {requalify: true}\n")) {
      int ann = campaign.person("ann");
      admitted(campaign, ann);
      campaign.sql("update member set standing = 'paused', gold_seen = 9, gold_right = 1");
      assertThat(campaign.desk.me(ann).canRequalify()).containsExactly("other", "test");
      assertThat(campaign.next(ann).campaign()).isEqualTo("test");
      assertThat(answers(campaign, ann, false, false, false, false))
          .last()
          .isEqualTo(Receipt.Outcome.FAILED);

      assertThat(campaign.next(ann).campaign()).isEqualTo("other");
      assertThat(answers(campaign, ann, true, true, true, true))
          .last()
          .isEqualTo(Receipt.Outcome.PASSED);
      Task work = campaign.next(ann);
      assertThat(work.campaign()).isEqualTo("other");
      assertThat(work.practice()).isNull();
      assertThat(campaign.desk.me(ann).paused()).containsExactly("test");
      assertThat(campaign.desk.me(ann).canRequalify()).isEmpty();
    }
  }

  @Test
  void aTestThatWasBegunGoesOnBeforeOtherWork() {
    try (TestCampaign campaign = twice("quality: {requalify: true}\n")) {
      int ann = campaign.person("ann");
      admitted(campaign, ann);
      campaign.sql("update member set standing = 'paused' where campaign = 2");
      assertThat(campaign.label(ann, 'A').campaign()).as("work comes by itself").isEqualTo("test");
      Task first = campaign.desk.next(ann, "other").orElseThrow();
      assertThat(first.practice()).as("the test when it is asked for").isTrue();
      assertThat(campaign.next(ann).lease()).isEqualTo(first.lease());
      campaign.desk.submit(ann, first.lease(), Submission.of(TestCampaign.label(first, 'A')));

      Task work = campaign.desk.next(ann, "test").orElseThrow();
      assertThat(work.practice()).as("asked for another campaign").isNull();
      campaign.desk.submit(ann, work.lease(), Submission.of("="));
      assertThat(answers(campaign, ann, true, true, true)).last().isEqualTo(Receipt.Outcome.PASSED);
      assertThat(campaign.text("practising from account")).isNull();
      assertThat(campaign.desk.me(ann).paused()).isEmpty();
      assertThat(campaign.label(ann, 'A').practice()).isNull();
    }
  }

  @Test
  void aTestWhoseCampaignIsHeldUpKeepsNobodyFromOtherWork() {
    try (TestCampaign campaign = twice("")) {
      int ann = campaign.person("ann");
      answer(campaign, ann, true);
      campaign.sql("update campaign set paused_since = clock_timestamp() where name = 'test'");
      assertThat(campaign.next(ann).campaign()).isEqualTo("other");
      campaign.sql("update campaign set paused_since = null");
      assertThat(campaign.desk.next(ann, "test").orElseThrow().practice()).isTrue();
    }
  }
}
