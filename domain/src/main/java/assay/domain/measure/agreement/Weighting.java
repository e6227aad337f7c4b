package assay.domain.measure.agreement;

/**
 * How much agreement two labels of a scale of {@code q} are credited with: 1 when equal, less the
 * further apart.
 *
 * <p>Gwet, Handbook of Inter-Rater Reliability (2014), chapter 3, over the positions 0..q-1. His
 * {@link #ORDINAL} weights are not the ordinal metric of Krippendorff's alpha.
 */
public enum Weighting {
  IDENTITY,
  LINEAR,
  QUADRATIC,
  ORDINAL;

  /** The weight of labels {@code k} and {@code l}, in [0, 1]. */
  public double weight(int k, int l, int q) {
    if (k == l) {
      return 1;
    }
    double distance = StrictMath.abs(k - l);
    return switch (this) {
      case IDENTITY -> 0;
      case LINEAR -> 1 - distance / (q - 1);
      case QUADRATIC -> 1 - distance * distance / ((q - 1.0) * (q - 1.0));
      case ORDINAL -> 1 - distance * (distance + 1) / (q * (q - 1.0));
    };
  }

  /** The sum of all q x q weights. */
  double total(int q) {
    if (this == IDENTITY) {
      return q;
    }
    double sum = 0;
    for (int k = 0; k < q; k++) {
      for (int l = 0; l < q; l++) {
        sum += weight(k, l, q);
      }
    }
    return sum;
  }

  /** {@code out[k]} = sum over l of weight(k, l) times share[l]. */
  double[] apply(double[] share) {
    if (this == IDENTITY) {
      return share.clone();
    }
    int q = share.length;
    double[] out = new double[q];
    for (int k = 0; k < q; k++) {
      for (int l = 0; l < q; l++) {
        out[k] += weight(k, l, q) * share[l];
      }
    }
    return out;
  }
}
