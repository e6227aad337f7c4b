package assay.domain.measure.inference;

/**
 * The logarithm of a product of many factors, with one logarithm for dozens of them.
 *
 * <p>A logarithm a factor is most of what an iteration of EM over few answers a task would cost.
 */
final class LogProduct {
  private static final double SMALL = 0x1p-400;
  private static final double LARGE = 0x1p400;

  private double logs;
  private double product = 1;

  /**
   * Takes in one more factor.
   *
   * @param factor not negative
   */
  void times(double factor) {
    if (factor < SMALL || factor > LARGE) {
      logs += StrictMath.log(factor);
      return;
    }
    product *= factor;
    if (product < SMALL || product > LARGE) {
      logs += StrictMath.log(product);
      product = 1;
    }
  }

  /** Takes in a factor by its logarithm. */
  void timesExp(double logFactor) {
    logs += logFactor;
  }

  double log() {
    return logs + StrictMath.log(product);
  }
}
