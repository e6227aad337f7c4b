package assay.domain.cost;

import assay.domain.spec.CampaignSpec;
import java.math.BigDecimal;

/**
 * The most that a step can cost, in US dollars: what is reserved before it starts.
 *
 * <p>Places at the desk are never over-filled, so a pair costs at most its places and its experts.
 */
public final class WorstCase {
  private WorstCase() {}

  /** People for so many pairs in full review, with the gold questions shown in between. */
  public static BigDecimal people(CampaignSpec spec, int pairs) {
    return people(spec, pairs, 0);
  }

  /**
   * @param pairs in full review
   * @param spotChecks pairs for one blind check
   */
  public static BigDecimal people(CampaignSpec spec, int pairs, int spotChecks) {
    long reviews = (long) pairs * spec.review().maxRedundancy() + spotChecks;
    long experts = (long) (pairs + spotChecks) * spec.escalation().redundancy();
    return spec.reviewPay()
        .multiply(BigDecimal.valueOf(reviews))
        .add(spec.expertPay().multiply(BigDecimal.valueOf(experts)))
        .add(gold(spec, pairs, spotChecks));
  }

  /**
   * The most that a batch may pay for gold questions under a budget: twice the share that the spec
   * asks for, and five more, since their places are drawn.
   */
  public static BigDecimal gold(CampaignSpec spec, int pairs, int spotChecks) {
    double fraction = spec.review().goldFraction();
    if (fraction == 0) {
      return BigDecimal.ZERO;
    }
    long reviews = (long) pairs * spec.review().maxRedundancy() + spotChecks;
    double questions = StrictMath.ceil(2 * reviews * fraction / (1 - fraction)) + 5;
    return spec.reviewPay().multiply(BigDecimal.valueOf((long) questions));
  }
}
