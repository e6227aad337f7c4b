package assay.domain.cost;

import assay.domain.Pair;
import assay.domain.spec.CampaignSpec;
import assay.domain.spec.Wages;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * The most that a step can cost, in US dollars: what is reserved before it starts.
 *
 * <p>Places at the desk are never over-filled, so a pair costs at most its places and its experts.
 */
public final class WorstCase {
  private WorstCase() {}

  /** What a batch reserves before it opens: its models, its people, and their bonuses' share. */
  public static BigDecimal batch(CampaignSpec spec, List<Pair> pairs) {
    return WorstCalls.of(spec, pairs)
        .add(people(spec, pairs.size()))
        .add(bonuses(spec, pairs.size(), 0));
  }

  /** People for so many pairs in full review, with the gold questions shown in between. */
  public static BigDecimal people(CampaignSpec spec, int pairs) {
    return people(spec, pairs, 0);
  }

  /**
   * @param pairs in full review
   * @param spotChecks pairs for one blind check
   */
  public static BigDecimal people(CampaignSpec spec, int pairs, int spotChecks) {
    return spec.mostReviewPay()
        .multiply(BigDecimal.valueOf(reviews(spec, pairs, spotChecks)))
        .add(spec.mostExpertPay().multiply(BigDecimal.valueOf(experts(spec, pairs, spotChecks))))
        .add(gold(spec, pairs, spotChecks));
  }

  /**
   * The most that a batch may pay for gold questions and repeated items under a budget: twice the
   * share that the spec asks for, and five more, since their places are drawn.
   */
  public static BigDecimal gold(CampaignSpec spec, int pairs, int spotChecks) {
    return spec.mostReviewPay().multiply(BigDecimal.valueOf(questions(spec, pairs, spotChecks)));
  }

  /**
   * What the judgments of a batch may add to bonuses: each its share of one, whoever gets it in the
   * end.
   */
  public static BigDecimal bonuses(CampaignSpec spec, int pairs, int spotChecks) {
    return bonuses(
        spec,
        reviews(spec, pairs, spotChecks)
            + experts(spec, pairs, spotChecks)
            + questions(spec, pairs, spotChecks));
  }

  /** The bonuses' share in so many judgments, rounded up. */
  public static BigDecimal bonuses(CampaignSpec spec, long judgments) {
    Wages.Bonus bonus = spec.review().wages().bonus();
    return bonus == null
        ? BigDecimal.ZERO
        : bonus
            .usd()
            .multiply(BigDecimal.valueOf(judgments))
            .divide(BigDecimal.valueOf(bonus.after()), 10, RoundingMode.UP);
  }

  private static long reviews(CampaignSpec spec, int pairs, int spotChecks) {
    return (long) pairs * spec.review().maxRedundancy() + spotChecks;
  }

  private static long experts(CampaignSpec spec, int pairs, int spotChecks) {
    return (long) (pairs + spotChecks) * spec.escalation().redundancy();
  }

  private static long questions(CampaignSpec spec, int pairs, int spotChecks) {
    double fraction = spec.review().goldFraction() + spec.quality().repeatFraction();
    return fraction == 0
        ? 0
        : (long) StrictMath.ceil(2 * reviews(spec, pairs, spotChecks) * fraction / (1 - fraction))
            + 5;
  }
}
