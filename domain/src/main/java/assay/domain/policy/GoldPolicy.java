package assay.domain.policy;

import assay.domain.measure.quality.GoldRecord;
import assay.domain.measure.quality.GoldRule;
import assay.domain.spec.CampaignSpec;

/**
 * When a person's gold answers stop them, and how much gold they are shown.
 *
 * <p>Under the sequential rule a newcomer's first labels are mostly gold, until the test has
 * cleared them: a random clicker is stopped within 20 labels nine times in ten, an honest person is
 * cleared by half a dozen gold questions and sees the spec's share from then on.
 */
public final class GoldPolicy {
  /**
   * 85 % right against 40 % by direction; a person of 85 % or better is ever stopped with a chance
   * of at most 3 %.
   */
  public static final GoldRule.Sequential TEST = new GoldRule.Sequential(0.85, 0.4, 0.03, true);

  /** The share of gold until the test has cleared a person. */
  public static final double FRONT_LOADED = 0.85;

  /** A person is cleared once their answers are this many times likelier from an honest one. */
  private static final double CLEARED = 50;

  /** Whoever is not told apart by so many answers sees the spec's share all the same. */
  private static final int MOST_FRONT_LOADED = 20;

  private GoldPolicy() {}

  /**
   * Gold questions that the average person meets in a whole campaign; each sees one once.
   *
   * @param reviewers who share the work, at least the redundancy
   */
  public static long needed(CampaignSpec spec, int pairs, int reviewers) {
    double fraction = spec.review().goldFraction();
    int redundancy = spec.review().redundancy();
    double real = (double) pairs * redundancy / Math.max(reviewers, redundancy);
    return (long) StrictMath.ceil(real * fraction / (1 - fraction));
  }

  /** Whether somebody who answered {@code right} of {@code seen} gold questions is stopped. */
  public static boolean stops(CampaignSpec.Quality quality, int seen, int right) {
    return switch (quality.rule()) {
      case SEQUENTIAL -> seen >= quality.minGold() && TEST.fails(right, seen);
      case THRESHOLD ->
          new GoldRule.Threshold(quality.minGold(), quality.goldThreshold(), true)
              .fails(new GoldRecord(seen, right, right));
      case OFF -> false;
    };
  }

  /**
   * The share of what a person is shown that is gold.
   *
   * @param pool gold questions of the campaign; with fewer than the rule needs nothing is
   *     front-loaded, for it could stop nobody
   */
  public static double share(CampaignSpec spec, int pool, int seen, int right) {
    double usual = spec.review().goldFraction();
    return switch (spec.quality().rule()) {
      case SEQUENTIAL -> {
        boolean newcomer = frontLoads(spec, pool) && isNewcomer(seen, right);
        yield newcomer ? Math.max(usual, FRONT_LOADED) : usual;
      }
      case THRESHOLD, OFF -> usual;
    };
  }

  /** Whether a campaign with so many gold questions shows newcomers more of them. */
  public static boolean frontLoads(CampaignSpec spec, int pool) {
    return spec.quality().rule() == CampaignSpec.Rule.SEQUENTIAL
        && spec.review().goldFraction() > 0
        && pool >= spec.quality().minGold();
  }

  private static boolean isNewcomer(int seen, int right) {
    return seen < MOST_FRONT_LOADED && TEST.evidence(right, seen) > -StrictMath.log(CLEARED);
  }

  /**
   * Gold questions that somebody answers on average before they see the spec's share.
   *
   * @param accuracy the probability that they are right
   */
  public static double untilCleared(double accuracy) {
    double[] newcomers = {1};
    double answered = 0;
    for (int seen = 0; seen < MOST_FRONT_LOADED; seen++) {
      double[] next = new double[seen + 2];
      for (int right = 0; right <= seen; right++) {
        if (isNewcomer(seen, right)) {
          answered += newcomers[right];
          next[right + 1] += newcomers[right] * accuracy;
          next[right] += newcomers[right] * (1 - accuracy);
        }
      }
      newcomers = next;
    }
    return answered;
  }
}
