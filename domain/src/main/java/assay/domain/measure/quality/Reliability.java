package assay.domain.measure.quality;

import java.util.OptionalDouble;

/**
 * The composite reliability of one annotator: 0.4 gold accuracy + 0.3 agreement with the majority
 * of the others + 0.3 speed.
 *
 * <p>It is reported beside other evidence and never the only filter: somebody who clicks at random
 * on two labels, slowly enough, reaches 0.65.
 *
 * @param goldAccuracy the share of gold questions answered exactly right; 0.5 without evidence
 * @param majorityAgreement agreement with the majority of the others; 0.5 without evidence
 * @param speed 1 at a mean of {@link #USUAL_LEAST_SECONDS} or more, else in proportion
 */
public record Reliability(double goldAccuracy, double majorityAgreement, double speed) {
  /** What is assumed of gold accuracy and majority agreement without evidence. */
  public static final double UNKNOWN = 0.5;

  /** The mean assumed when no seconds are known. */
  public static final double USUAL_SECONDS = 30;

  /** Whoever is faster than this on average loses speed in proportion. */
  public static final double USUAL_LEAST_SECONDS = 5;

  /** The score below which an annotator is filtered out. */
  public static final double LEAST = 0.6;

  /** From what is known; what is not known takes its stated default. */
  public static Reliability of(
      OptionalDouble goldAccuracy, OptionalDouble majorityAgreement, OptionalDouble meanSeconds) {
    double seconds = meanSeconds.orElse(USUAL_SECONDS);
    return new Reliability(
        goldAccuracy.orElse(UNKNOWN),
        majorityAgreement.orElse(UNKNOWN),
        StrictMath.min(1, seconds / USUAL_LEAST_SECONDS));
  }

  /** The weighted sum, in [0, 1]. */
  public double score() {
    return 0.4 * goldAccuracy + 0.3 * majorityAgreement + 0.3 * speed;
  }

  /** Whether the score reaches {@code least}. */
  public boolean isKept(double least) {
    return score() >= least;
  }
}
