package assay.domain.policy;

import assay.domain.Verdict;
import assay.domain.spec.CampaignSpec;
import org.jspecify.annotations.Nullable;

/** Where a pair goes after the judges: stays with the AI, is spot-checked, or goes to people. */
public enum Route {
  ACCEPT,
  SPOT_CHECK,
  PEOPLE;

  /**
   * @param calibration what decides the pair's batch; null while there is none, or without any
   * @param id the pair's name in the input; with the seed it draws the spot checks
   * @param verdict with its raw confidence
   */
  public static Route of(
      CampaignSpec spec, @Nullable CalibrationSnapshot calibration, String id, Verdict verdict) {
    if (!accepted(spec, calibration, verdict)) {
      return PEOPLE;
    }
    boolean drawn = Draw.uniform(spec.seed(), "spot_check", id) < spec.prelabel().spotCheck();
    return drawn ? SPOT_CHECK : ACCEPT;
  }

  /**
   * The same when a batch judges a pair again. Spot checks are drawn anew, by the batch's number: a
   * pair that an earlier one refuted is an expert's by now, so the earlier draw would leave only
   * those that were right. What a person said at an earlier check confirms or refutes the new
   * verdict, too.
   */
  public static Route again(
      CampaignSpec spec,
      @Nullable CalibrationSnapshot calibration,
      String id,
      Verdict verdict,
      int batch,
      EarlierCheck check) {
    if (!accepted(spec, calibration, verdict)) {
      return PEOPLE;
    }
    double drawn = Draw.uniform(spec.seed(), "spot_check/" + batch, id);
    return switch (check) {
      case NEVER -> drawn < spec.prelabel().spotCheck() ? SPOT_CHECK : ACCEPT;
      case TOLD -> SPOT_CHECK;
      case VOID -> PEOPLE;
    };
  }

  /** The probability that a person sees a pair of this verdict. */
  public static double sampling(
      CampaignSpec spec, @Nullable CalibrationSnapshot calibration, Verdict verdict) {
    return accepted(spec, calibration, verdict) ? spec.prelabel().spotCheck() : 1;
  }

  private static boolean accepted(
      CampaignSpec spec, @Nullable CalibrationSnapshot calibration, Verdict verdict) {
    if (spec.calibrates()) {
      return calibration != null && calibration.accepts(verdict);
    }
    return verdict.label() != null
        && verdict.confidence() >= millionths(spec.prelabel().acceptConfidence());
  }

  /** A probability as it is kept. */
  public static int millionths(double probability) {
    return (int) StrictMath.round(probability * 1_000_000);
  }
}
