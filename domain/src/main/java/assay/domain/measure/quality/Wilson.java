package assay.domain.measure.quality;

import assay.domain.measure.Estimate;

/** Wilson's score interval for a share: sensible for few answers and near 0 and 1. */
public final class Wilson {
  private Wilson() {}

  /** The 95 % interval of {@code right} of {@code seen} (Wilson 1927); undefined for none seen. */
  public static Estimate interval(double right, int seen) {
    if (seen == 0) {
      return new Estimate.Undefined(Estimate.Reason.NO_ANSWERS);
    }
    double share = right / seen;
    double z2 = Estimate.Z * Estimate.Z / seen;
    double centre = (share + z2 / 2) / (1 + z2);
    double half =
        Estimate.Z * StrictMath.sqrt(share * (1 - share) / seen + z2 / (4 * seen)) / (1 + z2);
    return new Estimate.Value(
        share, StrictMath.max(0, centre - half), StrictMath.min(1, centre + half));
  }
}
