package assay.domain.measure.selection;

/**
 * How unsure a distribution over labels is; every measure takes probabilities that sum to 1.
 *
 * <p>Settles, Active Learning Literature Survey (2009), sections 3.1 and 3.2.
 */
public final class Uncertainty {
  private Uncertainty() {}

  /** The entropy in nats: 0 when sure, the log of the number of labels when all are alike. */
  public static double entropy(double... probabilities) {
    double sum = 0;
    for (double p : probabilities) {
      sum -= p > 0 ? p * StrictMath.log(p) : 0;
    }
    return sum;
  }

  /** The lead of the most probable label over the second: small when unsure. */
  public static double margin(double... probabilities) {
    double first = 0;
    double second = 0;
    for (double p : probabilities) {
      second = StrictMath.max(second, StrictMath.min(first, p));
      first = StrictMath.max(first, p);
    }
    return first - second;
  }

  /** The probability that the most probable label is wrong. */
  public static double leastConfidence(double... probabilities) {
    double first = 0;
    for (double p : probabilities) {
      first = StrictMath.max(first, p);
    }
    return 1 - first;
  }

  /**
   * How much the members of a committee disagree beyond each one's own doubt, in nats: the mutual
   * information of label and member (BALD; Houlsby et al. 2011, equation 2).
   *
   * @param committee each member's probabilities of the labels
   */
  public static double disagreement(double[][] committee) {
    double[] mean = new double[committee[0].length];
    double own = 0;
    for (double[] member : committee) {
      own += entropy(member) / committee.length;
      for (int k = 0; k < mean.length; k++) {
        mean[k] += member[k] / committee.length;
      }
    }
    return entropy(mean) - own;
  }
}
