package assay.domain.policy;

import assay.domain.Direction;
import assay.domain.measure.Doubles;
import assay.domain.measure.Estimate;
import assay.domain.measure.WeightedMean;
import assay.domain.measure.calibration.CrossFit;
import assay.domain.measure.calibration.ReliabilityCurve;
import assay.domain.measure.calibration.Scored;
import assay.domain.spec.CampaignSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How good the judges are together, before calibration and after.
 *
 * <p>Everything calibrated is cross-fitted: each pair by a curve, and by a panel, that has not seen
 * it.
 *
 * @param labelled pairs with a verdict and people's label
 * @param agreement share on which people prefer the same side, over all judged pairs
 * @param raw the reliability of raw confidence in ten bins
 * @param calibrated the same of the probability
 * @param rawError expected calibration error of raw confidence
 * @param calibratedError of the probability
 * @param chanceError what the probability's would be on average if it were exactly right
 * @param accepting what would be accepted from each probability on
 */
public record JudgeQuality(
    int labelled,
    Estimate agreement,
    ReliabilityCurve raw,
    ReliabilityCurve calibrated,
    double rawError,
    double calibratedError,
    double chanceError,
    List<Accepting> accepting) {
  private static final int BINS = 10;
  private static final int FOLDS = 10;

  /**
   * A threshold and what follows from it.
   *
   * @param accepted share of judged pairs that reach it
   * @param agreement share of those on which people prefer the same side
   */
  public record Accepting(double threshold, double accepted, Estimate agreement) {}

  /**
   * @param cases two or more
   */
  public static JudgeQuality of(CampaignSpec spec, CalibrationCases cases) {
    Scored raw = cases.scored();
    CampaignSpec.CalibrationMethod method =
        spec.calibrates()
            ? spec.prelabel().calibration().method()
            : CampaignSpec.CalibrationMethod.AUTO;
    Scored calibrated =
        CrossFit.calibrated(
            raw, fold -> CalibrationFit.calibrator(method, fold), FOLDS, spec.seed());
    ReliabilityCurve rawCurve = ReliabilityCurve.equalWidth(raw, BINS);
    ReliabilityCurve calibratedCurve = ReliabilityCurve.equalWidth(calibrated, BINS);
    return new JudgeQuality(
        raw.size(),
        WeightedMean.of(raw.outcomes(), raw.weights()),
        rawCurve,
        calibratedCurve,
        rawCurve.expectedError(),
        calibratedCurve.expectedError(),
        calibratedCurve.chanceError(),
        accepting(calibrated));
  }

  private static List<Accepting> accepting(Scored calibrated) {
    double all = sum(calibrated.weights(), IntStream.range(0, calibrated.size()).toArray());
    List<Accepting> curve = new ArrayList<>();
    for (int percent = 50; percent < 100; percent += 5) {
      double threshold = percent / 100.0;
      int[] places =
          IntStream.range(0, calibrated.size())
              .filter(i -> calibrated.scores().at(i) >= threshold)
              .toArray();
      if (places.length > 0) {
        curve.add(
            new Accepting(
                threshold,
                sum(calibrated.weights(), places) / all,
                WeightedMean.of(
                    at(calibrated.outcomes(), places), at(calibrated.weights(), places))));
      }
    }
    return curve;
  }

  private static double sum(Doubles values, int[] places) {
    double sum = 0;
    for (int place : places) {
      sum += values.at(place);
    }
    return sum;
  }

  private static Doubles at(Doubles values, int[] places) {
    return Doubles.owned(IntStream.of(places).mapToDouble(values::at).toArray());
  }

  /** A direction as a share of a win for A: a tie is half of one. */
  public static double winOfA(Direction direction) {
    return switch (direction) {
      case A -> 1;
      case TIE -> 0.5;
      case B -> 0;
    };
  }
}
