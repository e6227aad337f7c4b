package assay.domain.measure;

/** The mean of a sample whose cases stand for different numbers of others. */
public final class WeightedMean {
  private WeightedMean() {}

  /**
   * The weighted mean with its interval (Hájek's ratio estimator, linearised; Särndal, Swensson and
   * Wretman 1992, section 5.7); undefined without cases.
   *
   * @param values one a case
   * @param weights inverse probabilities of being drawn, above 0
   * @throws IllegalArgumentException when the columns differ in size
   */
  public static Estimate of(Doubles values, Doubles weights) {
    int n = values.size();
    if (weights.size() != n) {
      throw new IllegalArgumentException("%d values for %d weights".formatted(n, weights.size()));
    }
    if (n == 0) {
      return new Estimate.Undefined(Estimate.Reason.NO_ANSWERS);
    }
    double sum = 0;
    double all = 0;
    for (int i = 0; i < n; i++) {
      sum += weights.at(i) * values.at(i);
      all += weights.at(i);
    }
    double mean = sum / all;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double off = weights.at(i) * (values.at(i) - mean);
      squares += off * off;
    }
    return Estimate.normal(mean, StrictMath.sqrt(squares) / all);
  }
}
