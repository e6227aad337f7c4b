package assay.domain.policy;

import assay.domain.measure.calibration.Calibration;
import assay.domain.measure.calibration.Calibrator;
import assay.domain.measure.calibration.Scored;
import assay.domain.spec.CampaignSpec;
import java.util.stream.IntStream;

/** The next calibration, from what people said of pairs that the judges had judged. */
public final class CalibrationFit {
  /**
   * From so many pairs on, the data give the curve its shape (Niculescu-Mizil and Caruana 2005).
   */
  public static final int PAIRS_FOR_ISOTONIC = 1000;

  private CalibrationFit() {}

  /**
   * @param accept the threshold until now, in millionths
   * @param digest of the evidence
   * @throws IllegalArgumentException without a labelled pair
   */
  public static CalibrationSnapshot next(
      CampaignSpec spec,
      CalibrationCases cases,
      int version,
      int from,
      int through,
      int accept,
      String digest) {
    Calibrator calibrator = calibrator(spec.prelabel().calibration().method(), cases.scored());
    AcceptLimit limit =
        AcceptLimit.of(spec.prelabel().calibration(), cases.all(), calibrator, accept);
    return new CalibrationSnapshot(
        version,
        from,
        through,
        cases.size(),
        cases.panel(),
        calibrator,
        limit.accept(),
        limit.checks(),
        limit.alarm(),
        digest);
  }

  /** Fits the curve of a method; {@code AUTO} chooses by the number of cases. */
  public static Calibrator calibrator(CampaignSpec.CalibrationMethod method, Scored cases) {
    return switch (method) {
      case AUTO -> cases.size() >= PAIRS_FOR_ISOTONIC ? Calibration.isotonic(cases) : platt(cases);
      case ISOTONIC -> Calibration.isotonic(cases);
      case PLATT -> platt(cases);
      case NONE -> new Calibrator.Identity();
    };
  }

  private static Calibrator platt(Scored cases) {
    double first = cases.scores().at(0);
    boolean several = IntStream.range(1, cases.size()).anyMatch(i -> cases.scores().at(i) != first);
    // One score alone is worth the share that was right: a level curve.
    return several ? Calibration.plattWithTargets(cases) : Calibration.isotonic(cases);
  }
}
