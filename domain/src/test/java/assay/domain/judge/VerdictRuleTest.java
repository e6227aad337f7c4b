package assay.domain.judge;

import static assay.domain.PreferenceLabel.A_BETTER;
import static assay.domain.PreferenceLabel.A_MUCH_BETTER;
import static assay.domain.PreferenceLabel.B_BETTER;
import static assay.domain.PreferenceLabel.B_MUCH_BETTER;
import static assay.domain.PreferenceLabel.TIE;
import static org.assertj.core.api.Assertions.assertThat;

import assay.domain.PreferenceLabel;
import assay.domain.Verdict;
import org.junit.jupiter.api.Test;

class VerdictRuleTest {

  @Test
  void withLogProbabilitiesTheOrdersAreAveraged() {
    // The second order saw the pair the other way round: its B>A is our A>B.
    var ab = opinion(A_BETTER, 0.1, 0.8, 0.04, 0.03, 0.02);
    var ba = opinion(B_BETTER, 0.0, 0.1, 0.1, 0.6, 0.2);

    assertThat(VerdictRule.both(ab, ba, false))
        .isEqualTo(decided(A_BETTER, 700_000, 0.15 * 2 + 0.7 - 0.065 - 0.01 * 2, 0.995));
  }

  @Test
  void theLikeliestLabelNeedNotBeAVerdictOfEitherOrder() {
    var ab = opinion(A_MUCH_BETTER, 0.45, 0.4, 0.15, 0, 0);
    var ba = opinion(TIE, 0, 0, 0.5, 0.5, 0);

    Verdict verdict = VerdictRule.both(ab, ba, false);

    assertThat(verdict.label()).isEqualTo(A_BETTER);
    assertThat(verdict.confidence()).isEqualTo(450_000);
  }

  @Test
  void ordersThatPointInDifferentDirectionsGiveAtMostAHalf() {
    var ab = opinion(A_BETTER, 0, 0.99, 0.01, 0, 0);
    var ba = opinion(TIE, 0, 0, 0.505, 0.495, 0);

    Verdict verdict = VerdictRule.both(ab, ba, false);

    assertThat(verdict.label()).isEqualTo(A_BETTER);
    assertThat(verdict.confidence()).isEqualTo(500_000);
  }

  @Test
  void evenSidesGoToTheOneDrawn() {
    var ab = opinion(A_BETTER, 0, 0.9, 0, 0.1, 0);

    assertThat(VerdictRule.both(ab, ab, false)).isEqualTo(decided(A_BETTER, 500_000, 0, 1));
    assertThat(VerdictRule.both(ab, ab, true)).isEqualTo(decided(B_BETTER, 500_000, 0, 1));
  }

  @Test
  void ofEquallyLikelyLabelsTheOneNearerToTheTieIsTaken() {
    var ab = opinion(A_MUCH_BETTER, 0.4, 0.4, 0, 0, 0);

    assertThat(VerdictRule.one(ab, true)).isEqualTo(decided(A_BETTER, 400_000, 1.5, 1));
  }

  @Test
  void withoutLogProbabilitiesAgreementDecides() {
    assertThat(VerdictRule.both(said(A_BETTER), said(B_MUCH_BETTER), false))
        .isEqualTo(decided(A_BETTER, 900_000, 1.5, 1));
    assertThat(VerdictRule.both(said(B_MUCH_BETTER), said(A_MUCH_BETTER), false))
        .isEqualTo(decided(B_MUCH_BETTER, 900_000, -2, 1));
    assertThat(VerdictRule.both(said(TIE), said(TIE), false))
        .isEqualTo(decided(TIE, 600_000, 0, 1));
    assertThat(VerdictRule.both(said(TIE), said(A_BETTER), false))
        .isEqualTo(decided(TIE, 500_000, -0.5, 1));
    assertThat(VerdictRule.both(said(A_MUCH_BETTER), said(A_BETTER), false))
        .isEqualTo(decided(B_BETTER, 500_000, 0.5, 1));
    assertThat(VerdictRule.both(said(A_BETTER), said(A_BETTER), false).label()).isEqualTo(A_BETTER);
    assertThat(VerdictRule.both(said(A_BETTER), said(A_BETTER), true).label()).isEqualTo(B_BETTER);
  }

  @Test
  void oneOrderWithThemAndOneWithoutCountsAsWithout() {
    var ab = opinion(A_BETTER, 0, 0.62, 0, 0, 0);

    assertThat(VerdictRule.both(ab, said(B_BETTER), false))
        .isEqualTo(decided(A_BETTER, 900_000, 1, 1));
  }

  @Test
  void oneOrderAloneIsHedged() {
    assertThat(VerdictRule.one(new Opinion(B_BETTER, null, 0), false))
        .isEqualTo(decided(B_BETTER, 900_000, -1, 1));
    assertThat(VerdictRule.one(new Opinion(B_BETTER, null, 2), false).confidence())
        .isEqualTo(800_000);
    assertThat(VerdictRule.one(new Opinion(B_BETTER, null, 7), false).confidence())
        .isEqualTo(300_000);
    assertThat(VerdictRule.one(new Opinion(TIE, null, 1), false).confidence()).isEqualTo(600_000);
    assertThat(VerdictRule.one(new Opinion(TIE, null, 5), false).confidence()).isEqualTo(500_000);
  }

  @Test
  void oneOrderWithLogProbabilitiesIsAsSureAsItSays() {
    assertThat(VerdictRule.one(opinion(B_BETTER, 0, 0, 0.03, 0.97, 0), false))
        .isEqualTo(decided(B_BETTER, 970_000, -0.97, 1));
  }

  @Test
  void hedgingWordsAreCountedOnceEachWhereverTheyStand() {
    assertThat(Opinion.hedges("PERHAPS. It might be; it mighty might. A close call.")).isEqualTo(3);
    assertThat(Opinion.hedges("A is better.")).isZero();
  }

  @Test
  void confidenceIsRoundedHalfUpToMillionths() {
    assertThat(VerdictRule.one(opinion(A_BETTER, 0, 0.7654325, 0, 0, 0), false).confidence())
        .isEqualTo(765_433);
  }

  private static Opinion said(PreferenceLabel label) {
    return new Opinion(label, null, 0);
  }

  private static Opinion opinion(PreferenceLabel label, double... values) {
    return new Opinion(label, LabelProbabilities.of(values), 0);
  }

  private static Verdict decided(
      PreferenceLabel label, int confidence, double weighted, double known) {
    return new Verdict(
        Verdict.Outcome.DECIDED, label, confidence, (int) Math.round(weighted / known * 1_000_000));
  }
}
