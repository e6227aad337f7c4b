package assay.domain.policy;

import static assay.domain.Stage.EXPERT;
import static assay.domain.Stage.REVIEW;
import static assay.domain.policy.Evidence.judgment;
import static assay.domain.policy.Evidence.spec;
import static org.assertj.core.api.Assertions.assertThat;

import assay.domain.Decider;
import assay.domain.DeskEvent;
import assay.domain.PreferenceLabel;
import assay.domain.Stage;
import assay.domain.Verdict;
import assay.domain.spec.CampaignSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BatchBoardTest {
  private static final Verdict SURE =
      new Verdict(Verdict.Outcome.DECIDED, PreferenceLabel.A_BETTER, 950_000, 900_000);

  private long lease;

  private DeskEvent says(int pair, Stage stage, int annotator, String label) {
    return new DeskEvent.Judged(judgment(pair, stage, annotator, label, ++lease), true, 0);
  }

  private static BatchBoard board(CampaignSpec spec, int pairs) {
    BatchBoard board = new BatchBoard(spec);
    for (int pair = 0; pair < pairs; pair++) {
      board.add(pair, Route.PEOPLE, null);
    }
    return board;
  }

  @Test
  void twoOfThreeSettle() {
    BatchBoard board = board(spec(""), 1);
    List.of("A>", "B>", "A>>")
        .forEach(label -> board.apply(says(0, REVIEW, (int) lease + 1, label)));
    assertThat(board.deciders()).containsExactly(Decider.HUMAN);
    assertThat(board.hasMoves()).isFalse();
  }

  @Test
  void aGoldAnswerAndALateOneDecideNothing() {
    BatchBoard board = board(spec("review: {redundancy: 1}"), 1);
    board.apply(says(99, Stage.GOLD, 1, "A>"));
    board.apply(new DeskEvent.Judged(judgment(0, REVIEW, 1, "A>", 9), false, 0));
    assertThat(board.inReview()).isEqualTo(1);
  }

  @Test
  void aRevisedLabelTakesTheFirstOnesPlace() {
    BatchBoard one = board(spec(""), 1);
    BatchBoard two = board(spec("escalation: {redundancy: 2}"), 1);
    for (BatchBoard board : List.of(one, two)) {
      board.reviewOver();
      board.apply(says(0, EXPERT, 4, "A>"));
      board.apply(new DeskEvent.Withdrawn(0, EXPERT, 4, lease, 0));
      board.apply(says(0, EXPERT, 4, "B>"));
    }
    assertThat(one.deciders()).containsExactly(Decider.EXPERT);
    assertThat(two.withExperts()).as("one more expert").isEqualTo(1);
    two.apply(says(0, EXPERT, 5, "B>"));
    assertThat(two.deciders()).containsExactly(Decider.EXPERT);
  }

  @Test
  void aRepeatedItemOfAnotherBatchDecidesNothing() {
    BatchBoard board = board(spec("review: {redundancy: 1}"), 1);
    board.apply(new DeskEvent.Judged(judgment(99, Stage.REPEAT, 1, "A>", 9), false, 0));
    board.apply(new DeskEvent.Withdrawn(99, Stage.REPEAT, 1, 9, 0));
    assertThat(board.inReview()).isEqualTo(1);
  }

  @Test
  void onePlaceMoreUntilTheMostAndThenExperts() {
    BatchBoard board = board(spec("review: {redundancy: 2, max_redundancy: 3}"), 1);
    board.apply(says(0, REVIEW, 1, "A>"));
    board.apply(says(0, REVIEW, 2, "B>"));
    assertThat(board.takeMoves()).isEqualTo(new BatchBoard.Moves(Map.of(0, 3), List.of()));
    board.apply(says(0, REVIEW, 3, "="));
    assertThat(board.takeMoves()).isEqualTo(new BatchBoard.Moves(Map.of(), List.of(0)));
    assertThat(board.withExperts()).isEqualTo(1);
    board.apply(says(0, EXPERT, 4, "="));
    assertThat(board.deciders()).containsExactly(Decider.EXPERT);
  }

  @Test
  void theMedianOfPeopleIsTheFallbackWithoutAVerdict() {
    BatchBoard board = board(spec(""), 2);
    board.apply(says(0, REVIEW, 1, "B>"));
    board.reviewOver();
    board.expertsOver();
    assertThat(board.deciders()).containsExactly(Decider.FALLBACK, Decider.DROPPED);
  }

  @Test
  void droppedAndAcceptedPairsNeedNobody() {
    BatchBoard board = new BatchBoard(spec(""));
    board.add(0, Route.ACCEPT, SURE);
    board.addDropped(1);
    assertThat(board.inReview()).isZero();
    assertThat(board.deciders()).containsExactly(Decider.AI, Decider.DROPPED);
  }

  /**
   * A run that begins again hears everything from the first event on, also what came after a
   * deadline.
   */
  @Test
  void hearingEverythingAnewGivesTheSameDecisions() {
    CampaignSpec spec = spec("review: {redundancy: 2, max_redundancy: 3}");
    BatchBoard first = board(spec, 3);
    List<DeskEvent> events = new ArrayList<>();
    List.of(
            says(0, REVIEW, 1, "A>"),
            says(1, REVIEW, 1, "A>"),
            says(0, REVIEW, 2, "A>"),
            says(1, REVIEW, 2, "B>"))
        .forEach(
            event -> {
              events.add(event);
              first.apply(event);
            });
    first.reviewOver();
    List<DeskEvent> afterTheDeadline =
        List.of(says(2, EXPERT, 5, "B>>"), new DeskEvent.Exhausted(1, EXPERT, 0));
    afterTheDeadline.forEach(first::apply);
    events.addAll(afterTheDeadline);

    BatchBoard again = board(spec, 3);
    events.forEach(again::apply);
    again.reviewOver();

    assertThat(again.deciders())
        .isEqualTo(first.deciders())
        .containsExactly(Decider.HUMAN, Decider.DROPPED, Decider.EXPERT);
  }

  private static DeskEvent voids(int pair, Stage stage, long lease, boolean reopened) {
    return new DeskEvent.Voided(pair, stage, 1, lease, reopened, 0);
  }

  @Test
  void aVoidedJudgmentOpensItsPairAgainAndAnotherOneSettlesIt() {
    BatchBoard board = board(spec("review: {redundancy: 2}"), 1);
    board.apply(says(0, REVIEW, 1, "A>"));
    board.apply(says(0, REVIEW, 2, "A>"));
    assertThat(board.isOpen()).isFalse();

    board.apply(voids(0, REVIEW, 1, true));
    assertThat(board.inReview()).isEqualTo(1);
    assertThat(board.open(REVIEW)).containsExactly(0);
    board.apply(says(0, REVIEW, 3, "A>>"));

    assertThat(board.deciders()).containsExactly(Decider.HUMAN);
    assertThat(board.hasMoves()).isFalse();
  }

  @Test
  void aVoidBeforeThePairIsDecidedOnlyTakesTheJudgmentAway() {
    BatchBoard board = board(spec("review: {redundancy: 2}"), 1);
    board.apply(says(0, REVIEW, 1, "A>"));
    board.apply(voids(0, REVIEW, 1, true));
    board.apply(says(0, REVIEW, 2, "B>"));
    assertThat(board.isOpen()).isTrue();
    board.apply(says(0, REVIEW, 3, "B>"));
    assertThat(board.deciders()).containsExactly(Decider.HUMAN);
  }

  @Test
  void anExpertsVoidedWordAsksTheExpertsAgain() {
    BatchBoard board = board(spec("review: {redundancy: 1}"), 1);
    board.reviewOver();
    board.apply(says(0, EXPERT, 4, "A>"));
    board.apply(voids(0, EXPERT, 1, true));
    assertThat(board.withExperts()).isEqualTo(1);
    board.apply(says(0, EXPERT, 5, "B>"));
    assertThat(board.deciders()).containsExactly(Decider.EXPERT);
  }

  @Test
  void whereTheItemIsClosedWhatIsLeftDecides() {
    BatchBoard board = board(spec("review: {redundancy: 2}"), 2);
    for (int pair = 0; pair < 2; pair++) {
      board.apply(says(pair, REVIEW, 1, "A>"));
      board.apply(says(pair, REVIEW, 2, "A>"));
    }
    board.apply(voids(0, REVIEW, 1, false));
    board.apply(voids(1, REVIEW, 3, false));
    board.apply(voids(1, REVIEW, 4, false));
    board.apply(voids(7 % 2, Stage.GOLD, 99, false));
    assertThat(board.deciders()).containsExactly(Decider.HUMAN, Decider.DROPPED);
  }

  @Test
  void aPairOpenedAgainInTheLastMomentIsDecidedByWhatThereIs() {
    BatchBoard board = board(spec("review: {redundancy: 2}"), 1);
    board.apply(says(0, REVIEW, 1, "A>"));
    board.apply(says(0, REVIEW, 2, "A>"));
    board.apply(voids(0, REVIEW, 1, true));
    board.closed();
    assertThat(board.deciders()).containsExactly(Decider.HUMAN);
    assertThat(board.isOpen()).isFalse();
  }
}
