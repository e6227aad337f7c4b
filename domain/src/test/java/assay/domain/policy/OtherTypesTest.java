package assay.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.domain.Answer;
import assay.domain.Decider;
import assay.domain.DeskEvent;
import assay.domain.Judgment;
import assay.domain.Stage;
import assay.domain.TaskType;
import assay.domain.measure.inference.Method;
import assay.domain.measure.quality.GoldRecord;
import assay.domain.spec.CampaignSpec;
import assay.domain.spec.InvalidInput;
import assay.domain.spec.SpecReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What settles, weighs and labels items that are no pairs. */
class OtherTypesTest {
  private static final String CLASSES =
      "task_type: classification\nlabels: [safe, unsure, unsafe]\n";
  private static final String LIKERT = "task_type: likert_scale\nrubric: {tone: 1}\n";
  private static final String TEXT = "task_type: free_text\n";
  private static final String DIALOG = "task_type: multi_turn_dialog\nlabels: [good, bad]\n";

  private long lease;

  private static CampaignSpec spec(String yaml) {
    try {
      return SpecReader.read("spec.yaml", "campaign: test\ninput: {items: i.jsonl}\n" + yaml)
          .spec();
    } catch (InvalidInput e) {
      throw new IllegalArgumentException(e);
    }
  }

  private Judgment says(TaskType type, int item, Stage stage, int annotator, String answer) {
    return new Judgment(item, stage, annotator, type.decode(answer), 200, false, ++lease);
  }

  private BatchBoard board(CampaignSpec spec, String... answers) {
    BatchBoard board = new BatchBoard(spec);
    board.add(0, Route.PEOPLE, null);
    for (String answer : answers) {
      Judgment judgment = says(spec.task(), 0, Stage.REVIEW, (int) lease + 1, answer);
      board.apply(new DeskEvent.Judged(judgment, true, 0));
    }
    return board;
  }

  @Test
  void classesWantOnePlaceMoreWhileNoneLeads() {
    CampaignSpec spec = spec(CLASSES + "review: {redundancy: 2, max_redundancy: 3}\n");
    BatchBoard board = board(spec, "safe", "unsafe");
    assertThat(board.takeMoves()).isEqualTo(new BatchBoard.Moves(Map.of(0, 3), List.of()));
    assertThat(board(spec, "safe", "unsafe", "safe").deciders()).containsExactly(Decider.HUMAN);
    BatchBoard undecided = board(spec, "safe", "unsafe", "unsure");
    assertThat(undecided.takeMoves().escalate()).containsExactly(0);
    undecided.expertsOver();
    assertThat(undecided.deciders())
        .as("nobody leads, so there is nothing to fall back on")
        .containsExactly(Decider.DROPPED);
  }

  @Test
  void ratingsSettleByTheirMeanAgreementWithTheirMean() {
    assertThat(board(spec(LIKERT), "1", "2", "3").deciders()).containsExactly(Decider.HUMAN);
    BatchBoard apart = board(spec(LIKERT), "1", "5", "5");
    assertThat(apart.takeMoves().escalate()).containsExactly(0);
    apart.expertsOver();
    assertThat(apart.deciders()).containsExactly(Decider.FALLBACK);
  }

  @Test
  void asManyTextsAsWantedAreEnough() {
    assertThat(board(spec(TEXT), "a", "b", "c").deciders()).containsExactly(Decider.HUMAN);
    assertThat(board(spec(TEXT), "a", "b").isOpen()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '"',
      textBlock =
          """
          task_type: preference_ranking ~ B>AC
          task_type: likert_scale ~ 1,2,3,4
          {task_type: classification, labels: [a, b]} ~ a
          {task_type: span_annotation, labels: [a, b]} ~ 0-4:1
          task_type: free_text ~ a text
          {task_type: multi_turn_dialog, labels: [a, b]} ~ 1:a|b
          """)
  void whatIsVoidedIsAskedForAgain(String fields, String written) {
    String answer = written.replace('|', '\n');
    String type = fields.replace("{", "").replace("}", "").replace(", labels", "\nlabels");
    CampaignSpec spec = spec(type + "\nreview: {redundancy: 2}\n");
    BatchBoard board = board(spec, answer);
    board.apply(new DeskEvent.Voided(0, Stage.REVIEW, 1, 1, true, 0));
    board.apply(new DeskEvent.Judged(says(spec.task(), 0, Stage.REVIEW, 2, answer), true, 0));
    assertThat(board.isOpen()).as("one of two is voided").isTrue();
    board.apply(new DeskEvent.Judged(says(spec.task(), 0, Stage.REVIEW, 3, answer), true, 0));
    assertThat(board.deciders()).containsExactly(Decider.HUMAN);
  }

  @Test
  void aDialogsTurnsAreTasksOfTheirOwn() {
    TaskType type = spec(DIALOG).task();
    Crowd.Gathering gathering = new Crowd.Gathering(type);
    gathering.addPair(
        7,
        List.of(
            says(type, 7, Stage.REVIEW, 1, "1:good\n3:good\ngood"),
            says(type, 7, Stage.REVIEW, 2, "1:good\n3:bad\ngood"),
            says(type, 7, Stage.EXPERT, 9, "1:bad\n3:bad\nbad")));
    gathering.addPair(8, List.of(says(type, 8, Stage.REVIEW, 1, "0:bad\nbad")));
    gathering.addGold(
        says(type, 9, Stage.GOLD, 2, "1:good\n3:bad\n5:good\n7:good\ngood"),
        type.decode("1:good\n3:good\n5:good\n7:good\ngood"));
    Crowd crowd = gathering.done();
    assertThat(crowd.task(7)).isZero();
    assertThat(crowd.task(8)).isEqualTo(3);
    assertThat(crowd.answers().nTasks()).isEqualTo(3 + 2 + 5);
    assertThat(crowd.answers().size()).isEqualTo(6 + 2 + 5);
    assertThat(crowd.gold().at(6)).as("turn 3 of the gold is good").isZero();
    // Four of five labels are right, not all: right enough, and not exactly.
    assertThat(crowd.people().get(1).gold()).isEqualTo(new GoldRecord(1, 0, 1));
    // Of three turns two agree with the other reviewer.
    assertThat(crowd.people().getFirst().reliability().majorityAgreement())
        .isCloseTo(2.0 / 3, within(1e-12));
  }

  @Test
  void ratingsAreHeldAgainstTheMeanOfTheOthers() {
    TaskType type = spec(LIKERT).task();
    Crowd.Gathering gathering = new Crowd.Gathering(type);
    gathering.addPair(
        0,
        List.of(
            says(type, 0, Stage.REVIEW, 1, "5"),
            says(type, 0, Stage.REVIEW, 2, "5"),
            says(type, 0, Stage.REVIEW, 3, "1")));
    gathering.addGold(says(type, 9, Stage.GOLD, 3, "1"), type.decode("5"));
    Crowd crowd = gathering.done();
    assertThat(crowd.answers().size()).isZero();
    assertThat(crowd.people())
        .extracting(person -> person.reliability().majorityAgreement())
        .containsExactly(0.5, 0.5, 0.0);
    Weighing weighing = Weighing.of(spec(LIKERT), crowd);
    assertThat(weighing.method()).isEqualTo(Method.WEIGHTED);
    assertThat(weighing.why()).isEqualTo("auto: models of people need labels to choose from");
    List<Judgment> judgments =
        List.of(says(type, 0, Stage.REVIEW, 1, "5"), says(type, 0, Stage.REVIEW, 3, "1"));
    SettledLabel label = Labeling.of(0, Decider.HUMAN, null, judgments, weighing);
    // 0.2 + 0.15 + 0.3 against 0 + 0 + 0.3, full speed both.
    Answer.MeanRatings ratings = (Answer.MeanRatings) Objects.requireNonNull(label.label());
    assertThat(ratings.means().at(0)).isCloseTo((5 * 0.65 + 0.3) / 0.95, within(1e-12));
    assertThat(label.votes()).isEmpty();
    assertThat(label.judgments()).isEqualTo(2);
  }

  @Test
  void classesAreInferredLikePairs() {
    CampaignSpec spec = spec(CLASSES + "aggregation: {method: dawid_skene}\n");
    TaskType type = spec.task();
    Crowd.Gathering gathering = new Crowd.Gathering(type);
    for (int item = 0; item < 20; item++) {
      String truth = item % 2 == 0 ? "safe" : "unsafe";
      List<Judgment> judgments = new ArrayList<>();
      for (int annotator = 1; annotator <= 5; annotator++) {
        String said = annotator <= 3 ? truth : "unsure";
        judgments.add(says(type, item, Stage.REVIEW, annotator, said));
      }
      gathering.addPair(item, judgments);
    }
    List<Judgment> outvoted =
        List.of(
            says(type, 50, Stage.REVIEW, 1, "safe"),
            says(type, 50, Stage.REVIEW, 4, "unsure"),
            says(type, 50, Stage.REVIEW, 5, "unsure"));
    gathering.addPair(50, outvoted);
    Weighing weighing = Weighing.of(spec, gathering.done());
    SettledLabel label = Labeling.of(50, Decider.HUMAN, null, outvoted, weighing);
    assertThat(label.label()).isEqualTo(new Answer.Choice("safe"));
    assertThat(label.votes()).isEqualTo(Map.of("safe", 1, "unsure", 2));
    assertThat(label.margin()).isZero();
    Weighing plain =
        Weighing.of(spec(CLASSES + "aggregation: {method: majority}\n"), gathering.done());
    assertThat(Labeling.of(50, Decider.HUMAN, null, outvoted, plain).label())
        .isEqualTo(new Answer.Choice("unsure"));
  }
}
