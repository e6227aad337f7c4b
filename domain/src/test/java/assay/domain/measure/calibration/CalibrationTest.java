package assay.domain.measure.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.domain.measure.Doubles;
import assay.domain.measure.SplitMix64;
import assay.domain.measure.calibration.Calibrator.Identity;
import assay.domain.measure.calibration.Calibrator.Isotonic;
import assay.domain.measure.calibration.Calibrator.Knot;
import assay.domain.measure.calibration.Calibrator.Platt;
import assay.domain.measure.calibration.Calibrator.Temperature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CalibrationTest {
  private static final JsonMapper JSON = new JsonMapper();

  static List<Calibrator> calibrators() {
    return List.of(
        new Identity(),
        new Isotonic(List.of(new Knot(0.2, 0), new Knot(0.5, 1.0 / 3), new Knot(0.9, 1))),
        new Platt(6.846853892337052, -4.621038076992147),
        new Temperature(1.29));
  }

  @ParameterizedTest
  @MethodSource("calibrators")
  void aCalibratorIsAPlainValue(Calibrator calibrator) throws IOException {
    String json = JSON.writerFor(Calibrator.class).writeValueAsString(calibrator);

    assertThat(JSON.readValue(json, Calibrator.class)).isEqualTo(calibrator);
  }

  @Test
  void itsJsonNamesTheMethod() throws IOException {
    assertThat(JSON.writerFor(Calibrator.class).writeValueAsString(new Platt(2, -1)))
        .isEqualTo("{\"method\":\"platt\",\"a\":2.0,\"b\":-1.0}");
  }

  @Test
  void equalScoresAreAveragedBeforeTheyArePooled() {
    Isotonic curve =
        Calibration.isotonic(Scored.of(new double[] {3, 1, 1, 2}, new double[] {1, 1, 0, 0}));

    // 1 -> a half, 2 -> none: pooled to a third, three cases of which one was right.
    assertThat(curve.knots())
        .containsExactly(new Knot(1, 1.0 / 3), new Knot(2, 1.0 / 3), new Knot(3, 1));
    assertThat(curve.probability(2.5)).isCloseTo(2.0 / 3, within(1e-15));
    assertThat(curve.probability(-7)).isEqualTo(1.0 / 3);
    assertThat(curve.probability(7)).isEqualTo(1);
  }

  @Test
  void scoresThatAreExactlyRightShowTheErrorOfChance() {
    SplitMix64 random = new SplitMix64(5);
    double shown = 0;
    double foreseen = 0;
    for (int draw = 0; draw < 400; draw++) {
      double[] scores = new double[300];
      double[] outcomes = new double[300];
      double[] weights = new double[300];
      for (int i = 0; i < scores.length; i++) {
        scores[i] = 0.5 + random.nextDouble() / 2;
        outcomes[i] = random.nextDouble() < scores[i] ? 1 : 0;
        weights[i] = i % 5 == 0 ? 8 : 1;
      }
      ReliabilityCurve curve =
          ReliabilityCurve.equalWidth(
              new Scored(Doubles.owned(scores), Doubles.owned(outcomes), Doubles.owned(weights)),
              10);
      shown += curve.expectedError() / 400;
      foreseen += curve.chanceError() / 400;
    }
    assertThat(foreseen).isCloseTo(shown, within(0.05 * shown));
    assertThat(foreseen).isGreaterThan(0.04);
  }

  @Test
  void oneCaseMakesALevelCurve() {
    Isotonic curve = Calibration.isotonic(Scored.of(new double[] {0.4}, new double[] {1}));

    assertThat(curve.probability(0)).isEqualTo(1);
    assertThatThrownBy(() -> Calibration.isotonic(Scored.of(new double[0], new double[0])))
        .hasMessage("there are no cases to calibrate by");
  }

  @Test
  void separatedOutcomesHaveNoLikeliestLineButPlattsTargetsDo() {
    Scored separated = Scored.of(new double[] {0.1, 0.2, 0.8, 0.9}, new double[] {0, 0, 1, 1});

    assertThatThrownBy(() -> Calibration.platt(separated))
        .hasMessage(
            "all numbers are equal or one threshold separates the outcomes, so no finite line is"
                + " likeliest");
    assertThat(Calibration.plattWithTargets(separated).probability(0.9)).isBetween(0.6, 0.9);
  }

  @Test
  void scoresThatSayTheOppositeFallInPlattAndAreLevelInIsotonic() {
    Scored opposite =
        Scored.of(new double[] {0.1, 0.2, 0.3, 0.7, 0.8, 0.9}, new double[] {1, 1, 0, 1, 0, 0});

    assertThat(Calibration.platt(opposite).a()).isNegative();
    assertThat(Calibration.isotonic(opposite).probability(0.9)).isEqualTo(0.5);
    assertThat(Calibration.temperature(opposite).t()).isCloseTo(100, within(1e-9));
  }

  @Test
  void calibrationRepairsAnOverconfidentJudge() {
    Scored raw = overconfident(4000, 5);
    double before = ReliabilityCurve.equalMass(raw, 10).expectedError();

    for (Scored after :
        List.of(
            CrossFit.calibrated(raw, Calibration::isotonic, 5, 1),
            CrossFit.calibrated(raw, Calibration::platt, 5, 1),
            CrossFit.calibrated(raw, Calibration::temperature, 5, 1))) {
      assertThat(before).isGreaterThan(0.15);
      assertThat(ReliabilityCurve.equalMass(after, 10).expectedError()).isLessThan(0.06);
      assertThat(ProperScores.brier(after)).isLessThan(ProperScores.brier(raw));
      assertThat(ProperScores.logLoss(after)).isLessThan(ProperScores.logLoss(raw));
    }
  }

  @Test
  void noCaseCalibratesItself() {
    Scored cases = overconfident(101, 9);
    Scored fitted = CrossFit.calibrated(cases, Calibration::isotonic, 5, 3);
    for (int i = 0; i < cases.size(); i++) {
      double[] outcomes = cases.outcomes().toArray();
      outcomes[i] = 1 - outcomes[i];
      Scored flipped = Scored.of(cases.scores().toArray(), outcomes);

      double other = CrossFit.calibrated(flipped, Calibration::isotonic, 5, 3).scores().at(i);

      assertThat(other).isEqualTo(fitted.scores().at(i));
    }
  }

  @Test
  void foldsAreEvenAndBySeed() {
    Scored cases = overconfident(23, 2);
    int[] sizes = new int[30];
    int[] fits = {0};

    CrossFit.calibrated(
        cases,
        rest -> {
          sizes[fits[0]++] = 23 - rest.size();
          return new Identity();
        },
        5,
        0);

    assertThat(Arrays.copyOf(sizes, fits[0])).containsExactlyInAnyOrder(5, 5, 5, 4, 4);
    assertThat(CrossFit.calibrated(cases, Calibration::isotonic, 5, 0))
        .isEqualTo(CrossFit.calibrated(cases, Calibration::isotonic, 5, 0))
        .isNotEqualTo(CrossFit.calibrated(cases, Calibration::isotonic, 5, 1));
    assertThatThrownBy(() -> CrossFit.calibrated(overconfident(1, 0), s -> new Identity(), 5, 0))
        .hasMessage("1 cases in 5 folds; two of both are needed to calibrate each by others");
  }

  @Test
  void withoutCasesTheMeasuresHaveNoValue() {
    Scored none = Scored.of(new double[0], new double[0]);

    assertThat(ReliabilityCurve.equalWidth(none, 10).expectedError()).isNaN();
    assertThat(ReliabilityCurve.equalMass(none, 10).maximumError()).isNaN();
    assertThat(ProperScores.brier(none)).isNaN();
    assertThat(ProperScores.logLoss(none)).isNaN();
  }

  @Test
  void whatIsNoProbabilityIsRefused() {
    assertThatThrownBy(() -> Scored.of(new double[] {Double.NaN}, new double[] {1}))
        .hasMessage("case 0: score NaN must be finite and outcome 1.0 in [0, 1]");
    assertThatThrownBy(
            () -> ReliabilityCurve.equalWidth(Scored.of(new double[] {1.5}, new double[] {1}), 10))
        .hasMessage("case 0: score 1.5 is no probability");
    assertThatThrownBy(() -> new Isotonic(List.of(new Knot(0, 1), new Knot(1, 0))))
        .hasMessage("knot 1 does not rise above knot 0");
  }

  /** Log-odds are three times too far from a half. */
  private static Scored overconfident(int n, long seed) {
    SplitMix64 random = new SplitMix64(seed);
    double[] score = new double[n];
    double[] outcome = new double[n];
    for (int i = 0; i < n; i++) {
      double logit = 2 * random.nextGaussian();
      score[i] = 1 / (1 + StrictMath.exp(-3 * logit / 2));
      outcome[i] = random.nextDouble() < 1 / (1 + StrictMath.exp(-logit / 2)) ? 1 : 0;
    }
    return Scored.of(score, outcome);
  }
}
