package assay.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.domain.measure.Doubles;
import assay.domain.measure.Ints;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The forms, measures and consensus of the seven types. */
class TaskTypeTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final PairwiseComparison PAIRS = new PairwiseComparison(Scale.THREE);
  private static final PreferenceRanking RANKING = new PreferenceRanking();
  private static final LikertScale LIKERT = new LikertScale(List.of("helpful", "true"), 5);
  private static final Classification CLASSES = new Classification(List.of("safe", "unsafe"));
  private static final SpanAnnotation SPANS = new SpanAnnotation(List.of("claim", "error"));
  private static final FreeText TEXT = new FreeText();
  private static final MultiTurnDialog DIALOG = new MultiTurnDialog(List.of("good", "bad"));

  private static final Prompt CHAT =
      Prompt.ofMessages(
          List.of(
              new Message("user", "hi"),
              new Message("assistant", "hello"),
              new Message("user", "bye"),
              new Message("assistant", "so long")));

  private static final String ORDER = "[['B'],['A','C']]";

  /** Three responses for a ranking; the first has eight code points, of which one is two chars. */
  private static final Pair ITEM =
      new Pair(0, "i", CHAT, List.of("an 😀 egg", "b", "c"), null, 0, null, null);

  private static TaskType type(String name) {
    return Stream.of(PAIRS, RANKING, LIKERT, CLASSES, SPANS, TEXT, DIALOG)
        .filter(type -> type.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Answer read(TaskType type, String json) {
    try {
      return type.read(node(json), () -> ITEM);
    } catch (UnusableAnswer e) {
      throw new AssertionError(e.path() + ": " + e.reason(), e);
    }
  }

  private static JsonNode node(String json) {
    try {
      return JSON.readTree(json.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new AssertionError(json, e);
    }
  }

  private static List<Answer> all(TaskType type, String... answers) {
    return Stream.of(answers).map(answer -> read(type, answer)).toList();
  }

  static Stream<Arguments> answers() {
    return Stream.of(
        Arguments.of("pairwise_comparison", "'A>'", "A>"),
        Arguments.of("preference_ranking", "[['B'],['A','C']]", "B>AC"),
        Arguments.of("likert_scale", "{'helpful':4,'true':1}", "4,1"),
        Arguments.of("classification", "'unsafe'", "unsafe"),
        Arguments.of(
            "span_annotation",
            "[{'start':0,'end':2,'label':'error'},{'start':3,'end':8,'label':'claim'}]",
            "0-2:1,3-8:0"),
        Arguments.of("span_annotation", "[]", ""),
        Arguments.of("free_text", "'two\\nlines, 4.5|x'", "two\nlines, 4.5|x"),
        Arguments.of(
            "multi_turn_dialog",
            "{'turns':{'1':'good','3':'bad'},'label':'good'}",
            "1:good\n3:bad\ngood"));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void anAnswerIsReadAndKeptShortAndComesBackTheSame(String name, String json, String kept) {
    TaskType type = type(name);
    Answer answer = read(type, json);
    assertThat(answer.encode()).isEqualTo(kept);
    assertThat(type.decode(kept)).isEqualTo(answer);
    assertThat(type.json(answer)).isEqualTo(node(json));
    assertThat(type.agreement(answer, answer)).isEqualTo(1);
    assertThat(type.support(List.of(answer))).hasValue(1);
    Answer alone = type.consensus(Tally.equal(List.of(answer, answer))).label();
    assertThat(type.agreement(answer, alone)).isEqualTo(1);
    assertThat(type.decode(alone.encode())).isEqualTo(alone);
    assertThat(type.support(List.of())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '"',
      textBlock =
          """
          classification ~ 'ok' ~ ~ must be one of safe, unsafe, not 'ok'
          classification ~ 3 ~ ~ must be one of safe, unsafe, not 3
          preference_ranking ~ 'A' ~ ~ must be a list of groups of responses, best first, such as [["B"], ["A", "C"]], not 'A'
          preference_ranking ~ ['A'] ~ [0] ~ must be a list of keys, such as ["A"], not 'A'
          preference_ranking ~ [['A'],['D']] ~ [1][0] ~ must be one of A B C, not 'D'
          preference_ranking ~ [['A'],['B','A']] ~ [1][1] ~ names 'A' again
          preference_ranking ~ [['A'],['B']] ~ ~ leaves out 'C'; rank every response
          likert_scale ~ [] ~ ~ must be an object with a whole number from 1 to 5 for each of helpful, true, not a list
          likert_scale ~ {'helpful':6,'true':1} ~ .helpful ~ must be a whole number from 1 to 5, not 6
          likert_scale ~ {'helpful':2.5,'true':1} ~ .helpful ~ must be a whole number from 1 to 5, not 2.5
          likert_scale ~ {'helpful':2} ~ .true ~ is required: a whole number from 1 to 5
          likert_scale ~ {'helpful':2,'true':2,'nice':1} ~ .nice ~ is no dimension of the rubric; it has helpful, true
          span_annotation ~ {} ~ ~ must be a list of spans, such as {"start": 0, "end": 12, "label": "claim"}; [] for none, not an object
          span_annotation ~ [{'start':0,'end':9,'label':'claim'}] ~ [0].end ~ must be a whole number above start and at most 8 (the end is not part of it), not 9
          span_annotation ~ [{'start':8,'end':9,'label':'claim'}] ~ [0].start ~ must be a code point of the response, which has 8, from 0, not 8
          span_annotation ~ [{'start':1,'end':1,'label':'claim'}] ~ [0].end ~ must be a whole number above start and at most 8 (the end is not part of it), not 1
          span_annotation ~ [{'start':1,'end':2,'label':'x'}] ~ [0].label ~ must be one of claim, error, not 'x'
          span_annotation ~ [{'start':1,'end':2,'label':'claim','sure':1}] ~ [0].sure ~ is no field of a span; it has start, end and label
          span_annotation ~ [{'start':1,'end':3,'label':'claim'},{'start':2,'end':4,'label':'claim'}] ~ [1] ~ overlaps another span with the same label; make them one
          free_text ~ ' ' ~ ~ must be a text that is not blank, of at most 20,000 characters, not ' '
          multi_turn_dialog ~ {'turns':{'1':'good'},'label':'good'} ~ .turns.3 ~ is required: one of good, bad
          multi_turn_dialog ~ {'turns':{'1':'good','2':'bad','3':'bad'},'label':'good'} ~ .turns.2 ~ is no turn of the assistant; these are [1, 3]
          multi_turn_dialog ~ {'turns':{'1':'good','3':'bad'}} ~ .label ~ is required: one of good, bad
          multi_turn_dialog ~ {'label':'good'} ~ .turns ~ is required: an object with one of good, bad for each of the turns [1, 3]
          """)
  void whatIsWrongIsNamed(String name, String json, String path, String reason) {
    UnusableAnswer wrong =
        org.assertj.core.api.Assertions.catchThrowableOfType(
            UnusableAnswer.class, () -> type(name).read(node(json), () -> ITEM));
    assertThat(wrong.path()).isEqualTo(path == null ? "" : path);
    assertThat(wrong.reason()).isEqualTo(reason);
  }

  @Test
  void aTextOfTwentyThousandCharactersIsTheLongest() {
    assertThat(read(TEXT, "'" + "é".repeat(20_000) + "'")).isInstanceOf(Answer.Text.class);
    UnusableAnswer wrong =
        org.assertj.core.api.Assertions.catchThrowableOfType(
            UnusableAnswer.class,
            () -> TEXT.read(node("'" + "x".repeat(20_001) + "'"), () -> ITEM));
    assertThat(wrong.reason())
        .isEqualTo(
            "must be a text that is not blank, of at most 20,000 characters, not a long text");
  }

  @Test
  void aHistoryKeepsNoTextOfAPersons() {
    assertThat(read(TEXT, "'secret'").inHistory()).isEqualTo(Merkle.sha256("secret"));
    assertThat(TEXT.support(List.of(TEXT.decode(Merkle.sha256("secret"))))).hasValue(1);
  }

  @Test
  void aRankingIsTurnedBackToTheInputsOrder() {
    Answer shown = read(RANKING, "[['A'],['B','C']]");
    // Shown were C, A, B: the best is the input's C.
    assertThat(shown.whenShown(Ints.of(2, 0, 1)).encode()).isEqualTo("C>AB");
    assertThat(read(PAIRS, "'A>'").whenShown(Ints.of(1, 0))).isEqualTo(read(PAIRS, "'B>'"));
    assertThat(read(PAIRS, "'A>'").whenShown(Ints.of(0, 1))).isEqualTo(read(PAIRS, "'A>'"));
  }

  @Test
  void rankingsAgreeByTheShareOfPairsOrderedAlike() {
    assertThat(agreement(RANKING, "[['A'],['B'],['C']]", "[['C'],['B'],['A']]")).isZero();
    assertThat(agreement(RANKING, "[['A'],['B'],['C']]", "[['A'],['C'],['B']]"))
        .isCloseTo(2.0 / 3, within(1e-12));
    assertThat(agreement(RANKING, "[['A'],['B'],['C']]", "[['A','B','C']]")).isEqualTo(0.5);
    assertThat(agreement(RANKING, "[['A'],['B','C']]", "[['A'],['B','C']]")).isEqualTo(1);
  }

  @Test
  void ratingsAgreeByTheirMeanDistance() {
    assertThat(agreement(LIKERT, "{'helpful':5,'true':1}", "{'helpful':1,'true':1}"))
        .isEqualTo(0.5);
    assertThat(agreement(LIKERT, "{'helpful':5,'true':5}", "{'helpful':1,'true':1}")).isZero();
  }

  @Test
  void spansAgreeByTheF1OfTheirCharacters() {
    String none = "[]";
    String claim = "[{'start':0,'end':4,'label':'claim'}]";
    String later = "[{'start':2,'end':6,'label':'claim'}]";
    String error = "[{'start':0,'end':4,'label':'error'}]";
    assertThat(agreement(SPANS, none, none)).isEqualTo(1);
    assertThat(agreement(SPANS, none, claim)).isZero();
    assertThat(agreement(SPANS, claim, later)).isEqualTo(0.5);
    assertThat(agreement(SPANS, claim, error)).isZero();
  }

  @Test
  void dialogsAgreeByTheShareOfTurnsWithTheWhole() {
    assertThat(
            agreement(
                DIALOG,
                "{'turns':{'1':'good','3':'bad'},'label':'good'}",
                "{'turns':{'1':'good','3':'good'},'label':'good'}"))
        .isCloseTo(2.0 / 3, within(1e-12));
  }

  private static double agreement(TaskType type, String one, String other) {
    return type.agreement(read(type, one), read(type, other));
  }

  @Test
  void rankingsComeToTheOrderOfComparisonsWonAndKeepTheirShares() {
    List<Answer> answers =
        all(RANKING, "[['A'],['B'],['C']]", "[['A'],['C'],['B']]", "[['B'],['A'],['C']]");
    Consensus consensus = RANKING.consensus(Tally.equal(answers));
    assertThat(RANKING.json(consensus.label())).isEqualTo(node("[['A'],['B'],['C']]"));
    // 1, 2/3 and 2/3 of the three comparisons.
    assertThat(consensus.confidence()).isEqualTo(777_778);
    assertThat(RANKING.preferences(consensus))
        .containsExactly(
            new Preferred("A>B", 0, 1, 666_667, 333_334),
            new Preferred("A>C", 0, 2, 1_000_000, 1_000_000),
            new Preferred("B>C", 1, 2, 666_667, 333_334));
    assertThat(RANKING.support(answers).orElseThrow()).isCloseTo(7.0 / 9, within(1e-12));
    Consensus heavy = RANKING.consensus(Tally.weighted(answers, Doubles.of(1, 1, 5)));
    assertThat(RANKING.json(heavy.label())).isEqualTo(node("[['B'],['A'],['C']]"));
  }

  @Test
  void oppositeRankingsAreATie() {
    Consensus consensus =
        RANKING.consensus(Tally.equal(all(RANKING, "[['A'],['B'],['C']]", "[['C'],['B'],['A']]")));
    assertThat(RANKING.json(consensus.label())).isEqualTo(node("[['A','B','C']]"));
    assertThat(consensus.confidence()).isEqualTo(500_000);
    assertThat(RANKING.preferences(consensus)).isEmpty();
  }

  @Test
  void ratingsComeToAWeightedMeanWithAPlainSpread() {
    List<Answer> answers = all(LIKERT, "{'helpful':5,'true':1}", "{'helpful':2,'true':1}");
    Consensus consensus = LIKERT.consensus(Tally.weighted(answers, Doubles.of(2, 1)));
    assertThat(LIKERT.json(consensus.label()).toString())
        .isEqualTo(
            "{\"helpful\":{\"mean\":4.0,\"sd\":1.5,\"n\":2},\"true\":{\"mean\":1.0,\"sd\":0.0,\"n\":2}}");
    assertThat(LIKERT.support(answers)).hasValue(1 - 1.5 / 2 / 4);
  }

  @Test
  void classesAreDecidedByTheShareOfTheWinner() {
    assertThat(CLASSES.support(all(CLASSES, "'safe'", "'unsafe'", "'safe'"))).hasValue(2.0 / 3);
    assertThat(CLASSES.support(all(CLASSES, "'safe'", "'unsafe'"))).isEmpty();
    Tally heavy = Tally.weighted(all(CLASSES, "'safe'", "'unsafe'", "'safe'"), Doubles.of(1, 3, 1));
    assertThat(CLASSES.consensus(heavy))
        .isEqualTo(new Consensus(new Answer.Choice("unsafe"), 600_000, 0));
    assertThat(CLASSES.consensus(Tally.equal(all(CLASSES, "'unsafe'", "'safe'"))).label())
        .as("what nothing decides, the labels' order does")
        .isEqualTo(new Answer.Choice("safe"));
  }

  @Test
  void aTiedTurnLeavesADialogUndecided() {
    String good = "{'turns':{'1':'good','3':'good'},'label':'good'}";
    String mixed = "{'turns':{'1':'good','3':'bad'},'label':'good'}";
    assertThat(DIALOG.support(all(DIALOG, good, mixed))).isEqualTo(OptionalDouble.empty());
    assertThat(DIALOG.support(all(DIALOG, good, mixed, mixed)).orElseThrow())
        .isCloseTo(8.0 / 9, within(1e-12));
    Consensus consensus = DIALOG.consensus(Tally.equal(all(DIALOG, good, mixed, mixed)));
    assertThat(DIALOG.json(consensus.label())).isEqualTo(node(mixed));
    assertThat(consensus.confidence()).as("its least certain turn").isEqualTo(666_667);
  }

  @Test
  void textsComeToTheOneClosestToTheOthers() {
    Consensus consensus =
        TEXT.consensus(Tally.equal(all(TEXT, "'the cat sits'", "'a dog'", "'the cat sat'")));
    assertThat(consensus.label()).isEqualTo(new Answer.Text("the cat sat"));
    assertThat(TEXT.comparable()).isFalse();
  }

  @Test
  void goldIsRightByDirectionOrFourFifths() {
    assertThat(type("pairwise_comparison").right(read(PAIRS, "'A>'"), PAIRS.decode("A>>")))
        .isTrue();
    assertThat(LIKERT.right(read(LIKERT, "{'helpful':5,'true':4}"), LIKERT.decode("4,4"))).isTrue();
    assertThat(LIKERT.right(read(LIKERT, "{'helpful':5,'true':5}"), LIKERT.decode("4,4")))
        .isFalse();
  }

  @Test
  void aLabelBecomesAKnownAnswerWhereItSaysSomethingThatAnotherCouldSay() {
    assertThat(PAIRS.known(read(PAIRS, "'A>'"))).hasValue(read(PAIRS, "'A>'"));
    assertThat(PAIRS.known(read(PAIRS, "'='"))).isEmpty();
    assertThat(RANKING.known(RANKING.consensus(Tally.equal(all(RANKING, ORDER))).label()))
        .hasValue(read(RANKING, ORDER));
    assertThat(RANKING.known(read(RANKING, "[['A','B','C']]"))).isEmpty();
    Answer mean =
        LIKERT
            .consensus(Tally.equal(all(LIKERT, "{'helpful':4,'true':1}", "{'helpful':5,'true':1}")))
            .label();
    assertThat(LIKERT.known(mean)).hasValue(read(LIKERT, "{'helpful':5,'true':1}"));
    assertThat(SPANS.known(read(SPANS, "[]"))).hasValue(read(SPANS, "[]"));
    assertThat(TEXT.known(read(TEXT, "'a'"))).isEmpty();
  }

  @Test
  void anAnswerIsTheSameAgainOnceItIsBackFromTheOrderShown() {
    Ints order = Ints.of(2, 0, 1);
    Answer shown = read(RANKING, "[['A'],['B'],['C']]").asShown(order);
    assertThat(shown.encode()).as("C, A, B are shown as A, B, C").isEqualTo("B>C>A");
    assertThat(shown.whenShown(order).encode()).isEqualTo("A>B>C");
    assertThat(read(PAIRS, "'A>'").asShown(Ints.of(1, 0)).encode()).isEqualTo("B>");
    assertThat(read(TEXT, "'a'").asShown(Ints.of(0)).encode()).isEqualTo("a");
  }

  @Test
  void rankingsHaveBordasScoresAndBradleyTerryStrengthsInTheirOrder() {
    Answer.MeanRanking label =
        (Answer.MeanRanking)
            RANKING.consensus(Tally.equal(all(RANKING, ORDER, "[['A'],['B'],['C']]"))).label();
    assertThat(label.order().encode()).isEqualTo("B>A>C");
    // B is above A for one of two and above C for both; A is above C for one, tied for the other.
    assertThat(RANKING.bordaScores(label)).isEqualTo(Doubles.of(0.625, 0.75, 0.125));
    Doubles strengths = RANKING.logStrengths(label);
    assertThat(strengths.at(0) + strengths.at(1) + strengths.at(2)).isCloseTo(0, within(1e-9));
    assertThat(strengths.at(1)).isGreaterThan(strengths.at(0));
    assertThat(strengths.at(0)).isGreaterThan(strengths.at(2));
    Answer.MeanRanking alone =
        (Answer.MeanRanking)
            RANKING.consensus(Tally.equal(all(RANKING, "[['A'],['B','C']]"))).label();
    // One voice for A and one that ties: A has 1.5 of 2 comparisons with each, odds of 3 to 1.
    assertThat(RANKING.logStrengths(alone).at(0) - RANKING.logStrengths(alone).at(1))
        .isCloseTo(Math.log(3), within(1e-9));
  }
}
