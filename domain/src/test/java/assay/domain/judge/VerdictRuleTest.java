package assay.domain.judge;

import static assay.domain.PreferenceLabel.A_BETTER;
import static assay.domain.PreferenceLabel.A_MUCH_BETTER;
import static assay.domain.PreferenceLabel.B_BETTER;
import static assay.domain.PreferenceLabel.B_MUCH_BETTER;
import static assay.domain.PreferenceLabel.TIE;
import static org.assertj.core.api.Assertions.assertThat;

import assay.domain.PreferenceLabel;
import assay.domain.Verdict;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VerdictRuleTest {

  @Test
  void withLogProbabilitiesTheOrdersAreAveraged() {
    // The second order saw the pair the other way round: its B>A is our A>B.
    var ab = opinion(A_BETTER, 0.1, 0.8, 0.04, 0.03, 0.02);
    var ba = opinion(B_BETTER, 0.0, 0.1, 0.1, 0.6, 0.2);

    assertThat(both(ab, ba, false))
        .isEqualTo(decided(A_BETTER, 700_000, 0.15 * 2 + 0.7 - 0.065 - 0.01 * 2, 0.995));
  }

  @Test
  void theLikeliestLabelNeedNotBeAVerdictOfEitherOrder() {
    var ab = opinion(A_MUCH_BETTER, 0.45, 0.4, 0.15, 0, 0);
    var ba = opinion(TIE, 0, 0, 0.5, 0.5, 0);

    Verdict verdict = both(ab, ba, false);

    assertThat(verdict.label()).isEqualTo(A_BETTER);
    assertThat(verdict.confidence()).isEqualTo(450_000);
  }

  @Test
  void ordersThatPointInDifferentDirectionsGiveAtMostAHalf() {
    var ab = opinion(A_BETTER, 0, 0.99, 0.01, 0, 0);
    var ba = opinion(TIE, 0, 0, 0.505, 0.495, 0);

    Verdict verdict = both(ab, ba, false);

    assertThat(verdict.label()).isEqualTo(A_BETTER);
    assertThat(verdict.confidence()).isEqualTo(500_000);
  }

  @Test
  void evenSidesGoToTheOneDrawn() {
    var ab = opinion(A_BETTER, 0, 0.9, 0, 0.1, 0);

    assertThat(both(ab, ab, false)).isEqualTo(decided(A_BETTER, 500_000, 0, 1));
    assertThat(both(ab, ab, true)).isEqualTo(decided(B_BETTER, 500_000, 0, 1));
  }

  @Test
  void ofEquallyLikelyLabelsTheOneNearerToTheTieIsTaken() {
    var ab = opinion(A_MUCH_BETTER, 0.4, 0.4, 0, 0, 0);

    assertThat(one(ab, true)).isEqualTo(decided(A_BETTER, 400_000, 1.5, 1));
  }

  @Test
  void withoutLogProbabilitiesAgreementDecides() {
    assertThat(both(said(A_BETTER), said(B_MUCH_BETTER), false))
        .isEqualTo(decided(A_BETTER, 900_000, 1.5, 1));
    assertThat(both(said(B_MUCH_BETTER), said(A_MUCH_BETTER), false))
        .isEqualTo(decided(B_MUCH_BETTER, 900_000, -2, 1));
    assertThat(both(said(TIE), said(TIE), false)).isEqualTo(decided(TIE, 600_000, 0, 1));
    assertThat(both(said(TIE), said(A_BETTER), false)).isEqualTo(decided(TIE, 500_000, -0.5, 1));
    assertThat(both(said(A_MUCH_BETTER), said(A_BETTER), false))
        .isEqualTo(decided(B_BETTER, 500_000, 0.5, 1));
    assertThat(both(said(A_BETTER), said(A_BETTER), false).label()).isEqualTo(A_BETTER);
    assertThat(both(said(A_BETTER), said(A_BETTER), true).label()).isEqualTo(B_BETTER);
  }

  @Test
  void oneOrderWithThemAndOneWithoutCountsAsWithout() {
    var ab = opinion(A_BETTER, 0, 0.62, 0, 0, 0);

    assertThat(both(ab, said(B_BETTER), false)).isEqualTo(decided(A_BETTER, 900_000, 1, 1));
  }

  @Test
  void oneOrderAloneIsHedged() {
    assertThat(one(new Opinion(B_BETTER, null, 0, null), false))
        .isEqualTo(decided(B_BETTER, 900_000, -1, 1));
    assertThat(one(new Opinion(B_BETTER, null, 2, null), false).confidence()).isEqualTo(800_000);
    assertThat(one(new Opinion(B_BETTER, null, 7, null), false).confidence()).isEqualTo(300_000);
    assertThat(one(new Opinion(TIE, null, 1, null), false).confidence()).isEqualTo(600_000);
    assertThat(one(new Opinion(TIE, null, 5, null), false).confidence()).isEqualTo(500_000);
  }

  @Test
  void oneOrderWithLogProbabilitiesIsAsSureAsItSays() {
    assertThat(one(opinion(B_BETTER, 0, 0, 0.03, 0.97, 0), false))
        .isEqualTo(decided(B_BETTER, 970_000, -0.97, 1));
  }

  @Test
  void samplesWithLogProbabilitiesAreAveragedWithinAnOrderFirst() {
    List<Opinion> ab =
        List.of(opinion(A_BETTER, 0, 0.9, 0, 0.1, 0), opinion(A_BETTER, 0, 0.7, 0, 0.3, 0));
    List<Opinion> ba = List.of(opinion(B_BETTER, 0, 0.4, 0, 0.6, 0));

    // (0.8 + 0.6) / 2, not the mean of three
    assertThat(VerdictRule.both(ab, ba, false)).isEqualTo(decided(A_BETTER, 700_000, 0.4, 1));
    assertThat(VerdictRule.one(ab, false)).isEqualTo(decided(A_BETTER, 800_000, 0.6, 1));
  }

  @Test
  void samplesWithoutThemVote() {
    List<Opinion> ab = samples(A_MUCH_BETTER, A_BETTER, A_BETTER, TIE);
    List<Opinion> ba = samples(B_BETTER, B_MUCH_BETTER, B_BETTER, B_BETTER);

    // 7 of 8 for A: 0.9 · 0.875; the mean margins of the orders are 1 and 1.25
    assertThat(VerdictRule.both(ab, ba, false)).isEqualTo(decided(A_BETTER, 787_500, 1.125, 1));
    assertThat(VerdictRule.one(ab, false)).isEqualTo(decided(A_BETTER, 675_000, 1, 1));
    assertThat(VerdictRule.both(samples(TIE, TIE, B_BETTER), samples(TIE, TIE, TIE), false))
        .isEqualTo(decided(TIE, 500_000, -1 / 6.0, 1));
  }

  @Test
  void anOrderCountsAsMuchAsTheOtherHoweverManyOfItsSamplesWereRead() {
    List<Opinion> ab = samples(A_BETTER, A_BETTER, A_BETTER);
    List<Opinion> ba = samples(A_BETTER, A_BETTER);

    assertThat(VerdictRule.both(ab, ba, true)).isEqualTo(decided(B_BETTER, 500_000, 0, 1));
    assertThat(VerdictRule.consistent(ab, ba)).isFalse();
  }

  @Test
  void samplesOfOrdersThatDisagreeGiveAtMostAHalf() {
    List<Opinion> ab = samples(A_BETTER, A_BETTER, A_BETTER);
    List<Opinion> ba = samples(A_BETTER, A_BETTER, B_BETTER);

    // 3 and 1 of 3 for A: a share of 2/3, held at a half
    assertThat(VerdictRule.both(ab, ba, false)).isEqualTo(decided(A_BETTER, 500_000, 1 / 3.0, 1));
    List<Opinion> torn = samples(TIE, B_BETTER, A_BETTER);
    assertThat(VerdictRule.both(ab, torn, false)).isEqualTo(decided(A_BETTER, 500_000, 0.5, 1));
    assertThat(VerdictRule.both(samples(TIE, TIE, B_BETTER), torn, false))
        .isEqualTo(decided(TIE, 500_000, -1 / 6.0, 1));
  }

  @Test
  void strengthIsTheMiddleOneAndTheWeakerOfTwo() {
    assertThat(VerdictRule.one(samples(A_MUCH_BETTER, A_MUCH_BETTER, A_BETTER), false).label())
        .isEqualTo(A_MUCH_BETTER);
    assertThat(VerdictRule.one(samples(B_MUCH_BETTER, B_BETTER), false).label())
        .isEqualTo(B_BETTER);
  }

  @Test
  void aHearingKeepsWhatTheAnswersToldBesides() {
    Opinion first =
        new Opinion(
            A_BETTER,
            LabelProbabilities.of(new double[] {0, 0.8, 0, 0.2, 0}),
            1,
            new DimensionScores(Map.of("tone", new DimensionScores.Score(8, 4))));
    Opinion second =
        new Opinion(
            B_BETTER,
            LabelProbabilities.of(new double[] {0, 0.4, 0, 0.6, 0}),
            4,
            new DimensionScores(Map.of("tone", new DimensionScores.Score(5, 7))));

    Hearing hearing = Hearing.of(List.of(first), List.of(second), false);

    assertThat(hearing.verdict()).isEqualTo(decided(A_BETTER, 700_000, 0.4, 1));
    assertThat(hearing.detail().answers()).isEqualTo(2);
    assertThat(hearing.detail().consistent()).isTrue();
    assertThat(hearing.detail().hedged()).isEqualTo(750_000);
    assertThat(hearing.detail().scores())
        .isEqualTo(new DimensionScores(Map.of("tone", new DimensionScores.Score(7.5, 4.5))));
    assertThat(hearing.detail().probabilities()).isNotNull();
    Hearing half = Hearing.of(List.of(first), List.of(said(A_BETTER)), false);
    assertThat(half.detail().probabilities()).isNull();
    assertThat(half.detail().consistent()).isFalse();
    assertThat(half.detail().scores()).isEqualTo(first.scores());
    assertThat(Hearing.of(List.of(first), List.of(), false).detail().consistent()).isNull();
  }

  @Test
  void hedgingWordsAreCountedOnceEachWhereverTheyStand() {
    assertThat(Opinion.hedges("PERHAPS. It might be; it mighty might. A close call.")).isEqualTo(3);
    assertThat(Opinion.hedges("A is better.")).isZero();
  }

  @Test
  void confidenceIsRoundedHalfUpToMillionths() {
    assertThat(one(opinion(A_BETTER, 0, 0.7654325, 0, 0, 0), false).confidence())
        .isEqualTo(765_433);
  }

  private static Verdict both(Opinion ab, Opinion ba, boolean evenGoesToB) {
    return VerdictRule.both(List.of(ab), List.of(ba), evenGoesToB);
  }

  private static Verdict one(Opinion opinion, boolean evenGoesToB) {
    return VerdictRule.one(List.of(opinion), evenGoesToB);
  }

  private static Opinion said(PreferenceLabel label) {
    return new Opinion(label, null, 0, null);
  }

  private static List<Opinion> samples(PreferenceLabel... labels) {
    return Stream.of(labels).map(VerdictRuleTest::said).toList();
  }

  private static Opinion opinion(PreferenceLabel label, double... values) {
    return new Opinion(label, LabelProbabilities.of(values), 0, null);
  }

  private static Verdict decided(
      PreferenceLabel label, int confidence, double weighted, double known) {
    return new Verdict(
        Verdict.Outcome.DECIDED, label, confidence, (int) Math.round(weighted / known * 1_000_000));
  }
}
