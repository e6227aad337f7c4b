package assay.activities.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.activities.desk.Appeals.About;
import assay.activities.desk.Appeals.Appeal;
import assay.activities.desk.Appeals.Decision;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AppealsTest {
  private static TestCampaign campaign() {
    return TestCampaign.of(30, 0, "review: {redundancy: 2, gold_fraction: 0}").bystanders().open();
  }

  private static void pause(TestCampaign campaign, int person) {
    campaign.sql(
        "update member set standing = 'paused', gold_seen = 9 where annotator = " + person);
  }

  @Test
  void anUpheldAppealLiftsAPauseAndKeepsBothSidesWords() {
    try (TestCampaign campaign = campaign()) {
      Appeals appeals = new Appeals(campaign.jdbi());
      int ann = campaign.person("ann");
      campaign.label(ann, 'A');
      pause(campaign, ann);
      assertThat(campaign.desk.next(ann, null)).isEmpty();

      Appeal filed = appeals.file(ann, "test", About.PAUSE, null, "The gold is wrong.");
      assertThat(appeals.file(ann, "test", About.PAUSE, null, "The gold is wrong."))
          .as("the same again")
          .isEqualTo(filed);
      assertThatThrownBy(() -> appeals.file(ann, "test", About.PAUSE, null, "Please!"))
          .hasMessage(
              "You have an open appeal about this already (number 1); wait for its decision.");
      assertThat(appeals.all(true)).containsExactly(filed);

      Appeal decided = appeals.decide(filed.id(), Decision.UPHELD, "It was.", null);
      assertThat(decided.words()).isEqualTo("The gold is wrong.");
      assertThat(decided.answer()).isEqualTo("It was.");
      assertThat(decided.decision()).isEqualTo("upheld");
      assertThat(Objects.requireNonNull(decided.decidedAt())).isAfter(filed.at());
      assertThat(appeals.of(ann)).containsExactly(decided);
      assertThat(appeals.all(true)).isEmpty();
      assertThat(campaign.text("gold_seen from member")).isEqualTo("0");
      campaign.label(ann, 'A');
      assertThat(appeals.decide(filed.id(), Decision.UPHELD, "Again.", null)).isEqualTo(decided);
      assertThatThrownBy(() -> appeals.decide(filed.id(), Decision.REJECTED, "No.", null))
          .hasMessage("Appeal 1 is already upheld.");
    }
  }

  @Test
  void aRejectedOneChangesNothing() {
    try (TestCampaign campaign = campaign()) {
      Appeals appeals = new Appeals(campaign.jdbi());
      int ann = campaign.person("ann");
      campaign.label(ann, 'A');
      pause(campaign, ann);
      Appeal filed = appeals.file(ann, "test", About.PAUSE, null, "Please!");
      assertThatThrownBy(() -> appeals.decide(filed.id(), Decision.REJECTED, "", null))
          .hasMessage("words: say in a few words why you decide so.");
      appeals.decide(filed.id(), Decision.REJECTED, "No.", null);
      assertThat(campaign.desk.next(ann, null)).isEmpty();
      assertThat(appeals.file(ann, "test", About.PAUSE, null, "Once more.").id()).isEqualTo(2);
    }
  }

  @Test
  void whoIsSuspendedIsTakenBackAndWhatWasVoidedStaysPaidAndUncounted() {
    try (TestCampaign campaign = campaign()) {
      Appeals appeals = new Appeals(campaign.jdbi());
      int ann = campaign.person("ann");
      Task task = campaign.label(ann, 'A');
      assertThatThrownBy(() -> appeals.file(ann, "test", About.SUSPENSION, null, "Why?"))
          .hasMessage("You are not suspended.");
      assertThat(campaign.desk.me(ann).suspended()).isNull();
      new Suspending(campaign.jdbi()).suspend(ann, "Too hasty.");
      new Suspending(campaign.jdbi()).suspend(ann, "Again.");
      Me.Suspension told = Objects.requireNonNull(campaign.desk.me(ann).suspended());
      assertThat(told.why()).isEqualTo("Too hasty.");
      assertThat(told.since()).isNotNull();
      assertThat(told.campaigns()).containsExactly("test");
      Appeal suspension = appeals.file(ann, "test", About.SUSPENSION, null, "Why?");
      Appeal voided = appeals.file(ann, "test", About.VOID, task.lease(), "It was right.");

      appeals.decide(suspension.id(), Decision.UPHELD, "A mistake.", null);
      appeals.decide(voided.id(), Decision.UPHELD, "It was paid.", null);

      campaign.label(ann, 'A');
      assertThat(campaign.count("lease where why = 'voided'")).isEqualTo(1);
      assertThat(campaign.desk.me(ann).earned()).isEqualByComparingTo("0.625");
    }
  }

  @Test
  void aFlagIsRemovedAndNobodyLearnsOfOnesTheyWereNotTold() {
    try (TestCampaign campaign = campaign()) {
      Appeals appeals = new Appeals(campaign.jdbi());
      int ann = campaign.person("ann");
      long fast = campaign.next(ann).lease();
      campaign.desk.submit(
          ann, fast, Submission.of("=", BigDecimal.ONE, null, new TreeMap<>(), null));
      long other = campaign.label(ann, 'A').lease();
      campaign.sql("update lease set flags = '{gold_incorrect}' where number = " + other);

      assertThatThrownBy(() -> appeals.file(ann, "test", About.FLAG, other, "Why?"))
          .hasMessage("No label of lease %d was flagged.".formatted(other));
      Appeal filed = appeals.file(ann, "test", About.FLAG, fast, "I knew it.");
      appeals.decide(filed.id(), Decision.UPHELD, "Fine.", null);
      assertThat(campaign.text("flags from lease where number = " + fast)).isEqualTo("{}");
    }
  }

  @Test
  void whatDidNotHappenIsNotAppealedAgainst() {
    try (TestCampaign campaign = campaign()) {
      Appeals appeals = new Appeals(campaign.jdbi());
      int ann = campaign.person("ann");
      assertThatThrownBy(() -> appeals.file(ann, "test", About.PAUSE, null, "x"))
          .hasMessage("You have not worked in campaign test.");
      assertThatThrownBy(() -> appeals.file(ann, "none", About.PAUSE, null, "x"))
          .hasMessage("There is no campaign named none.");
      campaign.label(ann, 'A');
      assertThatThrownBy(() -> appeals.file(ann, "test", About.PAUSE, null, "x"))
          .hasMessage("You are not paused in campaign test.");
      assertThatThrownBy(() -> appeals.file(ann, "test", About.PAUSE, null, " "))
          .hasMessage("words: say in a few words why the decision is wrong.");
      assertThatThrownBy(() -> appeals.file(ann, "test", About.FLAG, null, "x"))
          .hasMessage("lease: is required for an appeal about a flag.");
      assertThatThrownBy(() -> appeals.file(ann, "test", About.VOID, null, "x"))
          .hasMessage("Nothing that you did in campaign test was voided.");
      assertThatThrownBy(() -> appeals.decide(7, Decision.UPHELD, "x", null))
          .hasMessage("There is no appeal number 7.");
    }
  }
}
