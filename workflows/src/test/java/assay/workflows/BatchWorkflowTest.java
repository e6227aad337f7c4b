package assay.workflows;

import static assay.domain.Stage.EXPERT;
import static assay.domain.Stage.REVIEW;
import static assay.domain.Stage.SPOT_CHECK;
import static org.assertj.core.api.Assertions.assertThat;

import assay.domain.Decider;
import assay.domain.DeskEvent;
import assay.domain.PreferenceLabel;
import assay.domain.Verdict;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BatchWorkflowTest {
  private static final Verdict SURE =
      new Verdict(Verdict.Outcome.DECIDED, PreferenceLabel.A_BETTER, 950_000, 950_000);

  @Test
  void peopleWhoAgreeDecide() throws Exception {
    try (WorkflowHouse house = new WorkflowHouse("")) {
      BatchWorkflow batch = house.startBatch(2);
      house.awaitAsked("subscribe after 0");
      for (int pair = 0; pair < 2; pair++) {
        for (int person = 1; person <= 3; person++) {
          house.desk.say(pair, REVIEW, person, person == 3 ? "B>" : "A>");
        }
      }
      BatchOutcome outcome = house.result(batch);
      assertThat(outcome.decided()).isEqualTo(Map.of(Decider.HUMAN, 2));
      assertThat(outcome.lastSeq()).isEqualTo(6);
      assertThat(house.desk.asked)
          .containsExactly(
              "review [0, 1] spot []",
              "subscribe after 0",
              "close",
              "aggregate hh up to 6",
              "export batch 1");
    }
  }

  @Test
  void disagreementFirstAsksForOneMoreAndThenForAnExpert() throws Exception {
    try (WorkflowHouse house = new WorkflowHouse("review: {redundancy: 2, max_redundancy: 3}")) {
      BatchWorkflow batch = house.startBatch(1);
      house.awaitAsked("subscribe after 0");
      house.desk.say(0, REVIEW, 1, "A>");
      house.desk.say(0, REVIEW, 2, "B>");
      house.awaitAsked("wanted {0=3}");
      house.desk.say(0, REVIEW, 3, "=");
      house.awaitAsked("escalate [0]");
      house.desk.say(0, EXPERT, 4, "B>>");
      assertThat(house.result(batch).decided()).isEqualTo(Map.of(Decider.EXPERT, 1));
    }
  }

  @Test
  void reviewDeadlineRemindsFirstAndThenEscalatesWhatIsUnsettled() throws Exception {
    try (WorkflowHouse house = new WorkflowHouse("")) {
      BatchWorkflow batch = house.startBatch(2);
      house.awaitAsked("subscribe after 0");
      for (int person = 1; person <= 3; person++) {
        house.desk.say(0, REVIEW, person, "A>");
      }
      house.desk.say(1, REVIEW, 1, "A>");
      house.pass(Duration.ofHours(13));
      assertThat(house.desk.asked).contains("remind 1").doesNotContain("close review");
      house.pass(Duration.ofHours(12));
      house.awaitAsked("escalate [1]");
      assertThat(house.desk.asked).containsSubsequence("remind 1", "close review", "escalate [1]");
      house.desk.say(1, EXPERT, 9, "B>");
      assertThat(house.result(batch).decided())
          .isEqualTo(Map.of(Decider.HUMAN, 1, Decider.EXPERT, 1));
    }
  }

  @Test
  void expertDeadlineFallsBackOnTheAi() throws Exception {
    try (WorkflowHouse house =
        new WorkflowHouse(
            "prelabel: {judges: [judge], calibration: none, accept_confidence: 0.99}")) {
      house.desk.verdicts.put(0, SURE);
      BatchWorkflow batch = house.startBatch(2);
      house.awaitAsked("subscribe after 0");
      house.pass(Duration.ofHours(25));
      house.awaitAsked("experts");
      house.pass(Duration.ofHours(73));
      // Pair 0 has a verdict to fall back on; pair 1 has neither a verdict nor people's word.
      assertThat(house.result(batch).decided())
          .isEqualTo(Map.of(Decider.FALLBACK, 1, Decider.DROPPED, 1));
    }
  }

  @Test
  void expertDeadlineDropsWhenTheSpecSaysSo() throws Exception {
    try (WorkflowHouse house = new WorkflowHouse("escalation: {fallback: drop, deadline: 1h}")) {
      BatchWorkflow batch = house.startBatch(1);
      house.awaitAsked("subscribe after 0");
      house.desk.say(0, REVIEW, 1, "A>");
      assertThat(house.result(batch).decided()).isEqualTo(Map.of(Decider.DROPPED, 1));
    }
  }

  @Test
  void waitingFallbackOutlastsTheExpertDeadline() throws Exception {
    try (WorkflowHouse house = new WorkflowHouse("escalation: {fallback: wait, deadline: 1h}")) {
      BatchWorkflow batch = house.startBatch(1);
      house.awaitAsked("subscribe after 0");
      house.pass(Duration.ofHours(25));
      house.awaitAsked("experts");
      house.pass(Duration.ofHours(200));
      house.desk.say(0, EXPERT, 4, "=");
      assertThat(house.result(batch).decided()).isEqualTo(Map.of(Decider.EXPERT, 1));
    }
  }

  @Test
  void nobodyLeftIsTheNextStepAtOnce() throws Exception {
    try (WorkflowHouse house = new WorkflowHouse("")) {
      BatchWorkflow batch = house.startBatch(1);
      house.awaitAsked("subscribe after 0");
      house.desk.say(0, REVIEW, 1, "A>");
      house.desk.tell(1, new DeskEvent.Exhausted(0, REVIEW, 1));
      house.awaitAsked("escalate [0]");
      house.desk.tell(1, new DeskEvent.Exhausted(0, EXPERT, 2));
      // No expert either: the people's majority stands as the fallback.
      assertThat(house.result(batch).decided()).isEqualTo(Map.of(Decider.FALLBACK, 1));
    }
  }

  @Test
  void aSpotCheckConfirmsOrEscalates() throws Exception {
    try (WorkflowHouse house =
        new WorkflowHouse("prelabel: {judges: [judge], calibration: none, spot_check: 1}")) {
      house.desk.verdicts.put(0, SURE);
      house.desk.verdicts.put(1, SURE);
      BatchWorkflow batch = house.startBatch(2);
      house.awaitAsked("subscribe after 0");
      house.desk.say(0, SPOT_CHECK, 1, "A>>");
      house.desk.say(1, SPOT_CHECK, 1, "=");
      house.awaitAsked("escalate [1]");
      house.desk.say(1, EXPERT, 2, "=");
      assertThat(house.result(batch).decided())
          .isEqualTo(Map.of(Decider.SPOT_CHECK, 1, Decider.EXPERT, 1));
    }
  }

  @Test
  void acceptedVerdictsNeedNobody() throws Exception {
    try (WorkflowHouse house =
        new WorkflowHouse("prelabel: {judges: [judge], calibration: none, spot_check: 0}")) {
      house.desk.verdicts.put(0, SURE);
      assertThat(house.result(house.startBatch(1)).decided()).isEqualTo(Map.of(Decider.AI, 1));
    }
  }

  @Test
  void filesAreHandedInAndLookedAtUntilTheyAreAnswered() throws Exception {
    try (WorkflowHouse house = new WorkflowHouse("prelabel: {judges: [patient], spot_check: 0}")) {
      BatchWorkflow batch = house.startBatch(120);
      house.pass(Duration.ofSeconds(40)); // looks after 30 s, 90 s and 210 s
      house.awaitAsked("look at judge");
      assertThat(house.desk.asked)
          .containsExactlyInAnyOrder("hand in judge 0", "hand in judge 100", "look at judge");
      house.pass(Duration.ofSeconds(60));
      assertThat(house.desk.asked).filteredOn("look at judge"::equals).hasSizeLessThan(3);
      house.pass(Duration.ofMinutes(3));
      house.awaitAsked("subscribe after 0");
      assertThat(house.desk.asked).filteredOn("look at judge"::equals).hasSize(3);
      batch.steer(new Steering(1, false, true, 0));
      house.result(batch);
    }
  }

  @Test
  void cancellingWhileFilesAreWorkedOnCancelsThemAndAsksNothingMore() throws Exception {
    try (WorkflowHouse house = new WorkflowHouse("prelabel: {judges: [patient], spot_check: 0}")) {
      BatchWorkflow batch = house.startBatch(120);
      house.pass(Duration.ofSeconds(40));
      house.awaitAsked("look at judge");
      batch.steer(new Steering(1, false, true, 0));
      assertThat(house.result(batch).decided()).isEmpty();
      assertThat(house.desk.asked)
          .containsSubsequence("look at judge", "cancel judge", "close")
          .noneMatch(asked -> asked.startsWith("review"));
      assertThat(house.desk.prelabelled).hasValue(0);
    }
  }

  @Test
  void aPauseMovesTheDeadlineByItsLength() throws Exception {
    try (WorkflowHouse house = new WorkflowHouse("")) {
      BatchWorkflow batch = house.startBatch(1);
      house.awaitAsked("subscribe after 0");
      house.pass(Duration.ofHours(20));
      batch.steer(new Steering(1, true, false, 0));
      house.pass(Duration.ofHours(100));
      assertThat(house.desk.asked).doesNotContain("close review");
      batch.steer(new Steering(2, false, false, Duration.ofHours(100).toMillis()));
      house.pass(Duration.ofHours(3));
      assertThat(house.desk.asked).doesNotContain("close review");
      house.pass(Duration.ofHours(2));
      house.awaitAsked("close review");
      house.desk.say(0, EXPERT, 4, "A>");
      assertThat(house.result(batch).decided()).isEqualTo(Map.of(Decider.EXPERT, 1));
    }
  }

  @Test
  void aGapIsAskedForAgainAndOverlapIsTrimmed() throws Exception {
    try (WorkflowHouse house = new WorkflowHouse("")) {
      BatchWorkflow batch = house.startBatch(1);
      house.awaitAsked("subscribe after 0");
      house.desk.say(0, REVIEW, 1, "A>");
      house.desk.silent = true;
      house.desk.say(0, REVIEW, 2, "B>");
      house.desk.silent = false;
      house.desk.say(0, REVIEW, 3, "A>");
      house.awaitAsked("subscribe after 1");
      BatchOutcome outcome = house.result(batch);
      assertThat(outcome.lastSeq()).isEqualTo(3);
      assertThat(outcome.decided()).isEqualTo(Map.of(Decider.HUMAN, 1));
    }
  }

  @Test
  void judgmentsOfLeasesInHandAreAwaitedAndDecideNothing() throws Exception {
    try (WorkflowHouse house = new WorkflowHouse("")) {
      house.desk.inHand = 1;
      BatchWorkflow batch = house.startBatch(1);
      house.awaitAsked("subscribe after 0");
      for (int person = 1; person <= 3; person++) {
        house.desk.say(0, REVIEW, person, "A>");
      }
      house.awaitAsked("export batch 1");
      house.desk.say(1, 0, REVIEW, 4, "B>>", false);
      house.desk.tell(1, new DeskEvent.Drained(1));
      BatchOutcome outcome = house.result(batch);
      assertThat(outcome.lastSeq()).isEqualTo(5);
      assertThat(outcome.decided()).isEqualTo(Map.of(Decider.HUMAN, 1));
    }
  }

  @Test
  void aWithdrawnJudgmentLeavesItsPlace() throws Exception {
    try (WorkflowHouse house = new WorkflowHouse("")) {
      BatchWorkflow batch = house.startBatch(1);
      house.awaitAsked("subscribe after 0");
      house.desk.say(0, REVIEW, 1, "A>");
      house.desk.tell(1, new DeskEvent.Withdrawn(0, REVIEW, 1, 1, 1));
      house.desk.say(0, REVIEW, 2, "B>");
      house.desk.say(0, REVIEW, 3, "B>");
      house.pass(Duration.ofMinutes(1));
      assertThat(house.desk.asked).doesNotContain("close");
      house.desk.say(0, REVIEW, 1, "B>");
      assertThat(house.result(batch).decided()).isEqualTo(Map.of(Decider.HUMAN, 1));
    }
  }

  @Test
  void cancellingClosesTheBatchWithoutLabels() throws Exception {
    try (WorkflowHouse house = new WorkflowHouse("")) {
      BatchWorkflow batch = house.startBatch(1);
      house.awaitAsked("subscribe after 0");
      house.desk.say(0, REVIEW, 1, "A>");
      batch.steer(new Steering(1, false, true, 0));
      BatchOutcome outcome = house.result(batch);
      assertThat(outcome.decided()).isEmpty();
      assertThat(outcome.lastSeq()).isEqualTo(1);
      assertThat(house.desk.asked).endsWith("close");
    }
  }

  @Test
  void aPairWhoseReviewIsVoidedWhileExpertsWorkIsReviewedAgain() throws Exception {
    try (WorkflowHouse house = new WorkflowHouse("review: {redundancy: 1}")) {
      BatchWorkflow batch = house.startBatch(2);
      house.awaitAsked("subscribe after 0");
      house.desk.say(0, REVIEW, 1, "A>");
      house.desk.tell(1, new DeskEvent.Exhausted(1, REVIEW, 1));
      house.awaitAsked("experts");
      house.desk.tell(1, new DeskEvent.Voided(0, REVIEW, 1, 1, true, 2));
      house.desk.say(1, EXPERT, 4, "B>");
      house.pass(Duration.ofMinutes(1));
      assertThat(house.desk.asked).doesNotContain("close");
      house.desk.say(0, REVIEW, 2, "B>");
      BatchOutcome outcome = house.result(batch);
      assertThat(outcome.decided()).isEqualTo(Map.of(Decider.HUMAN, 1, Decider.EXPERT, 1));
      assertThat(outcome.lastSeq()).isEqualTo(5);
    }
  }
}
