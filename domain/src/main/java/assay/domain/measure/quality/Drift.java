package assay.domain.measure.quality;

/**
 * Whether somebody's accuracy changed at some point in time.
 *
 * <p>The most significant of all splits into before and after, each side with at least {@link
 * #LEAST_SIDE} answers; because all splits are tried, {@link #SURE_Z} is far above the usual 1.96.
 *
 * @param split the number of answers before the change
 * @param before the accuracy before it
 * @param after the accuracy after it
 * @param z the standardised difference, negative for a decline; 0 when there is too little to say
 */
public record Drift(int split, double before, double after, double z) {
  /** Answers needed on either side. */
  public static final int LEAST_SIDE = 10;

  /** Beyond this the change is real: under 2 % of steady annotators reach it by chance. */
  public static final double SURE_Z = 3.3;

  public boolean isReal() {
    return StrictMath.abs(z) >= SURE_Z;
  }

  /**
   * The most marked change in answers in order of time.
   *
   * @param right how right each was, in [0, 1]: 1 and 0, or the probability of the label given
   */
  public static Drift of(double[] right) {
    int n = right.length;
    double total = 0;
    for (double r : right) {
      total += r;
    }
    double mean = n == 0 ? 0 : total / n;
    double variance = mean * (1 - mean);
    Drift most = new Drift(0, mean, mean, 0);
    double soFar = 0;
    for (int split = 1; split <= n - LEAST_SIDE && variance > 0; split++) {
      soFar += right[split - 1];
      if (split >= LEAST_SIDE) {
        double before = soFar / split;
        double after = (total - soFar) / (n - split);
        double z = (after - before) / StrictMath.sqrt(variance / split + variance / (n - split));
        if (StrictMath.abs(z) > StrictMath.abs(most.z)) {
          most = new Drift(split, before, after, z);
        }
      }
    }
    return most;
  }
}
