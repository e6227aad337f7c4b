package assay.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.domain.Direction;
import assay.domain.PreferenceLabel;
import assay.domain.Verdict;
import assay.domain.measure.SplitMix64;
import assay.domain.policy.CalibrationCases.Judged;
import assay.domain.spec.CampaignSpec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JudgeQualityTest {
  private static final CampaignSpec SPEC =
      Evidence.spec(
          "models: {j: {url: 'http://127.0.0.1:1/v1'}}\nprelabel: {judges: [j]}\nseed: 5\n");

  /** A judge that is 15 points too sure of itself. */
  private static List<Judged> boaster(int n) {
    SplitMix64 random = new SplitMix64(3);
    List<Judged> pairs = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      double confidence = 0.55 + 0.44 * random.nextDouble();
      boolean right = random.nextDouble() < confidence - 0.15;
      Verdict verdict =
          new Verdict(
              Verdict.Outcome.DECIDED,
              PreferenceLabel.A_BETTER,
              Route.millionths(confidence),
              1_000_000);
      pairs.add(
          new Judged(
              "p" + i, List.of(verdict), false, 0, false, right ? Direction.A : Direction.B));
    }
    return pairs;
  }

  @Test
  void calibrationTakesTheBoastingOutOfPairsItHasNotSeen() {
    JudgeQuality quality =
        JudgeQuality.of(SPEC, new CalibrationCases(SPEC, List.of(), boaster(800)));
    assertThat(quality.rawError()).isCloseTo(0.15, within(0.03));
    assertThat(quality.calibratedError()).isLessThan(quality.rawError() / 2);
    assertThat(quality.agreement().orNaN()).isCloseTo(0.62, within(0.04));
  }

  @Test
  void fewerPairsAreAcceptedTheMoreIsAskedForAndMoreOfThemAreRight() {
    List<JudgeQuality.Accepting> curve =
        JudgeQuality.of(SPEC, new CalibrationCases(SPEC, List.of(), boaster(800))).accepting();
    assertThat(curve.getFirst().threshold()).isEqualTo(0.5);
    for (int i = 1; i < curve.size(); i++) {
      assertThat(curve.get(i).accepted()).isLessThanOrEqualTo(curve.get(i - 1).accepted());
    }
    JudgeQuality.Accepting strict =
        curve.stream().filter(point -> point.threshold() == 0.75).findFirst().orElseThrow();
    assertThat(strict.agreement().orNaN()).isGreaterThan(0.72);
    assertThat(curve.getLast().threshold()).isLessThan(0.95);
  }
}
