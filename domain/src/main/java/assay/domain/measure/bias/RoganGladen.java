package assay.domain.measure.bias;

import assay.domain.measure.Estimate;

/**
 * The share of yes that people would give, from a judge's share and how often it is right.
 *
 * <p>Rogan and Gladen, Estimating prevalence from the results of a screening test (1978).
 *
 * @param sensitivity how often the judge says yes where people do
 * @param specificity how often it says no where people do
 * @param apparent the judge's share of yes on items without labels
 * @param corrected the share that people would give, in [0, 1], with its interval
 */
public record RoganGladen(
    double sensitivity, double specificity, double apparent, Estimate corrected) {

  /** Yes among so many. */
  public record Count(int yes, int of) {
    public Count {
      if (of < 1 || yes < 0 || yes > of) {
        throw new IllegalArgumentException("%d of %d is no share".formatted(yes, of));
      }
    }

    double share() {
      return (double) yes / of;
    }

    double variance() {
      return share() * (1 - share()) / of;
    }
  }

  /**
   * Corrects a judge's share.
   *
   * @param whereYes the judge's yes among items that people gave a yes
   * @param whereNo the judge's yes among items that people gave a no
   * @param unlabelled the judge's yes among the others
   */
  public static RoganGladen of(Count whereYes, Count whereNo, Count unlabelled) {
    double sensitivity = whereYes.share();
    double specificity = 1 - whereNo.share();
    double apparent = unlabelled.share();
    return new RoganGladen(
        sensitivity, specificity, apparent, corrected(whereYes, whereNo, unlabelled));
  }

  private static Estimate corrected(Count whereYes, Count whereNo, Count unlabelled) {
    // Youden's index: 1 for a perfect judge, 0 for one that does not look.
    double index = whereYes.share() - whereNo.share();
    if (index <= 0) {
      return new Estimate.Undefined(Estimate.Reason.NO_BETTER_THAN_CHANCE);
    }
    double share = (unlabelled.share() - whereNo.share()) / index;
    double variance =
        (unlabelled.variance()
                + share * share * whereYes.variance()
                + (1 - share) * (1 - share) * whereNo.variance())
            / (index * index);
    Estimate.Value normal = Estimate.normal(share, StrictMath.sqrt(variance));
    return new Estimate.Value(inUnit(normal.value()), inUnit(normal.low()), inUnit(normal.high()));
  }

  private static double inUnit(double share) {
    return StrictMath.max(0, StrictMath.min(1, share));
  }
}
