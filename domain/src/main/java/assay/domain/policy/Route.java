package assay.domain.policy;

import assay.domain.Verdict;
import assay.domain.spec.CampaignSpec;

/** Where a pair goes after the judges: stays with the AI, is spot-checked, or goes to people. */
public enum Route {
  ACCEPT,
  SPOT_CHECK,
  PEOPLE;

  /**
   * @param id the pair's name in the input; with the seed it draws the spot checks
   */
  public static Route of(CampaignSpec spec, String id, Verdict verdict) {
    boolean confident =
        verdict.label() != null
            && verdict.confidence() >= millionths(spec.prelabel().acceptConfidence());
    if (!confident) {
      return PEOPLE;
    }
    boolean drawn = Draw.uniform(spec.seed(), "spot_check", id) < spec.prelabel().spotCheck();
    return drawn ? SPOT_CHECK : ACCEPT;
  }

  private static long millionths(double probability) {
    return StrictMath.round(probability * 1_000_000);
  }
}
