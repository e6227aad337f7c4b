package assay.domain.measure.agreement;

/**
 * Cohen's kappa of two annotators, plain or weighted.
 *
 * <p>Cohen (1960), and (1968) for weights. Chance agreement is the product of the two annotators'
 * own label shares.
 */
public final class CohenKappa {
  private CohenKappa() {}

  /**
   * Kappa of a q x q table of counts, row by row; NaN where chance agreement is certain (both
   * annotators used one and the same label) or the table is empty.
   */
  public static double of(double[] table, int q, Weighting weighting) {
    double n = 0;
    double[] rows = new double[q];
    double[] columns = new double[q];
    for (int k = 0; k < q; k++) {
      for (int l = 0; l < q; l++) {
        double cell = table[k * q + l];
        n += cell;
        rows[k] += cell;
        columns[l] += cell;
      }
    }
    double observed = 0;
    double expected = 0;
    for (int k = 0; k < q; k++) {
      for (int l = 0; l < q; l++) {
        double disagreement = 1 - weighting.weight(k, l, q);
        observed += disagreement * table[k * q + l];
        expected += disagreement * rows[k] * columns[l];
      }
    }
    return expected == 0 ? Double.NaN : 1 - n * observed / expected;
  }
}
