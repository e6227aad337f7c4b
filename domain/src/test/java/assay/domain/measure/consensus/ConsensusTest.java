package assay.domain.measure.consensus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.domain.measure.Doubles;
import assay.domain.measure.Ints;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsensusTest {

  @Test
  void aWeightedVoteIsWonByTheLargestSumAndConfidentByItsShare() {
    WeightedVote vote = WeightedVote.of(new int[] {0, 1, 1}, new double[] {1, 0.3, 0.5}, 3);

    assertThat(vote.winner()).isZero();
    assertThat(vote.confidence()).isCloseTo(1 / 1.8, within(1e-12));
    assertThat(WeightedVote.of(new int[] {0, 1, 1}, new double[] {0.3, 0.1, 0.2}, 2).winner())
        .isEqualTo(WeightedVote.NO_LABEL);
    assertThat(WeightedVote.of(new int[0], new double[0], 2).winner())
        .isEqualTo(WeightedVote.NO_LABEL);
  }

  @Test
  void likertMeansAreWeightedAndTheirSpreadIsNot() {
    Likert likert = Likert.of(new double[] {5, 3, Double.NaN, 1}, new double[] {2, 1, 9, 1});

    assertThat(likert.mean()).isEqualTo(3.5);
    assertThat(likert.sd()).isCloseTo(Math.sqrt(8.0 / 3), within(1e-12));
    assertThat(likert.n()).isEqualTo(3);
    assertThat(Likert.of(new double[] {Double.NaN}, new double[] {1}).mean()).isNaN();
  }

  @Test
  void bradleyTerryOfTwoIsTheLogOdds() {
    Doubles strengths = BradleyTerry.logStrengths(new double[][] {{0, 3}, {1, 0}}, 0);

    assertThat(strengths.at(0) - strengths.at(1)).isCloseTo(Math.log(3), within(1e-12));
    assertThat(BradleyTerry.logStrengths(new double[][] {{0}}, 0).at(0)).isZero();
  }

  @Test
  void anUnbeatenItemNeedsAPrior() {
    double[][] wins = {{0, 3, 2}, {0, 0, 1}, {0, 2, 0}};

    assertThatThrownBy(() -> BradleyTerry.logStrengths(wins, 0))
        .hasMessage(
            "some items never lost to the others, so their strength is unbounded: use a prior");
    assertThat(BradleyTerry.logStrengths(wins, 0.1).at(0)).isFinite().isPositive();
  }

  @Test
  void bordaCountsHowOftenAnItemIsPlacedAboveAnother() {
    // B>A>C, A>B>C, and B>C with A tied to both; D was compared with nothing.
    double[][] wins = {{0, 1.5, 2.5, 0}, {1.5, 0, 3, 0}, {0.5, 0, 0, 0}, {0, 0, 0, 0}};
    Doubles scores = Borda.scores(wins);

    assertThat(scores.at(0)).isEqualTo(4.0 / 6);
    assertThat(scores.at(1)).isEqualTo(4.5 / 6);
    assertThat(scores.at(2)).isEqualTo(0.5 / 6);
    assertThat(scores.at(3)).isNaN();
  }

  @Test
  void spansAreWhatMoreThanHalfMarked() {
    SpanConsensus consensus =
        SpanConsensus.of(
            List.of(
                List.of(new Span(0, 4, 0), new Span(8, 10, 1)),
                List.of(new Span(2, 6, 0)),
                List.of(new Span(1, 5, 0), new Span(3, 5, 0))),
            Doubles.of(1, 1, 1),
            2);

    assertThat(consensus.spans()).containsExactly(new Span(1, 5, 0));
    assertThat(consensus.f1()).isEqualTo(Doubles.of(0.6, 0.75, 1));
    assertThat(SpanConsensus.of(List.of(List.of()), Doubles.of(1), 1).f1())
        .isEqualTo(Doubles.of(1));
    assertThatThrownBy(() -> new Span(3, 3, 0)).hasMessage("span 3 to 3 is empty");
  }

  @Test
  void aHeavyVoiceMarksAlone() {
    List<List<Span>> marked = List.of(List.of(new Span(0, 4, 0)), List.of(), List.of());

    assertThat(SpanConsensus.of(marked, Doubles.of(3, 1, 1), 1).spans())
        .containsExactly(new Span(0, 4, 0));
    assertThat(SpanConsensus.of(marked, Doubles.of(2, 1, 1), 1).spans()).isEmpty();
  }

  @Test
  void longTextsAreComparedWordByWord() {
    String words = "word ".repeat(500);

    assertThat(TextMedoid.distance(words, words + "and more")).isEqualTo(2.0 / 502);
  }

  @Test
  void theMedoidIsTheTextClosestToTheOthers() {
    TextMedoid medoid =
        TextMedoid.of(List.of("the cat sat", "the cat sits", "a dog"), new double[] {1, 1, 1});

    assertThat(medoid.medoids()).isEqualTo(Ints.of(0));
    assertThat(TextMedoid.of(List.of("a", "b"), new double[] {1, 1}).medoids())
        .isEqualTo(Ints.of(0, 1));
    assertThat(TextMedoid.of(List.of("alone"), new double[] {1}))
        .isEqualTo(new TextMedoid(Ints.of(0), 0));
    assertThat(TextMedoid.distance("", "")).isZero();
    assertThat(TextMedoid.distance("kitten", "sitting")).isEqualTo(3.0 / 7);
  }

  @Test
  void aDialogueIsAsSureAsItsLeastCertainPart() {
    WeightedVote sure = WeightedVote.of(new int[] {1, 1, 1}, new double[] {1, 1, 1}, 2);
    WeightedVote less = WeightedVote.of(new int[] {0, 0, 1}, new double[] {1, 1, 1}, 2);
    WeightedVote tied = WeightedVote.of(new int[] {0, 1}, new double[] {1, 1}, 2);

    DialogueConsensus first = DialogueConsensus.of(List.of(sure, less));

    assertThat(first.labels()).isEqualTo(Ints.of(1, 0));
    assertThat(first.confidence()).isCloseTo(2.0 / 3, within(1e-12));
    assertThat(first.settled()).isTrue();
    assertThat(DialogueConsensus.of(List.of(less, tied)))
        .isEqualTo(new DialogueConsensus(Ints.of(0, WeightedVote.NO_LABEL), 0.5, false));
  }
}
