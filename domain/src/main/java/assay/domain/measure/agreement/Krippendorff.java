package assay.domain.measure.agreement;

import java.util.Arrays;

/**
 * Krippendorff's alpha: 1 minus observed over expected disagreement, with missing answers.
 *
 * <p>Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), section C and the metrics of
 * its last page. Items with fewer than two answers have nothing to compare and are left out.
 */
final class Krippendorff {

  /** The squared difference of two labels {@code k < l}, given how often each label was used. */
  interface Metric {
    /**
     * @param totals the answers with each label
     * @param before the answers with labels below each label
     */
    double squared(int k, int l, double[] totals, double[] before);
  }

  private final ItemProfiles profiles;
  private final Metric metric;

  Krippendorff(ItemProfiles profiles, Metric metric) {
    this.profiles = profiles;
    this.metric = metric;
  }

  /**
   * The metric of a level of measurement.
   *
   * @param values the number each label stands for; used by interval and ratio only
   */
  static Metric metric(Level level, double[] values) {
    return switch (level) {
      case NOMINAL -> (k, l, totals, before) -> 1;
      case ORDINAL ->
          (k, l, totals, before) -> square(before[l + 1] - before[k] - (totals[k] + totals[l]) / 2);
      case INTERVAL -> (k, l, totals, before) -> square(values[k] - values[l]);
      case RATIO ->
          (k, l, totals, before) ->
              values[k] + values[l] == 0
                  ? 0
                  : square((values[k] - values[l]) / (values[k] + values[l]));
    };
  }

  /** The metric that credits partial agreement by Gwet's weights. */
  static Metric metric(Weighting weighting, int nLabels) {
    return (k, l, totals, before) -> 1 - weighting.weight(k, l, nLabels);
  }

  /** Alpha when profile {@code p} has {@code items[p]} items; NaN where all values are the same. */
  double alpha(long[] items) {
    double[] totals = totals(items);
    double n = Arrays.stream(totals).sum();
    double[] before = cumulative(totals);
    double observed = 0;
    for (int p = 0; p < profiles.size(); p++) {
      if (profiles.answers(p) > 1 && items[p] > 0) {
        observed += items[p] * disagreement(p, totals, before) / (profiles.answers(p) - 1);
      }
    }
    double expected = expected(totals, before);
    return expected == 0 ? Double.NaN : 1 - (n - 1) * observed / expected;
  }

  private double[] totals(long[] items) {
    double[] totals = new double[profiles.nLabels()];
    for (int p = 0; p < profiles.size(); p++) {
      if (profiles.answers(p) > 1) {
        for (int c = profiles.start(p); c < profiles.start(p + 1); c++) {
          totals[profiles.label(c)] += (double) items[p] * profiles.count(c);
        }
      }
    }
    return totals;
  }

  /** Sum over ordered pairs of one item's answers of their difference. */
  private double disagreement(int p, double[] totals, double[] before) {
    double sum = 0;
    for (int a = profiles.start(p); a < profiles.start(p + 1); a++) {
      for (int b = a + 1; b < profiles.start(p + 1); b++) {
        double pairs = 2.0 * profiles.count(a) * profiles.count(b);
        sum += pairs * metric.squared(profiles.label(a), profiles.label(b), totals, before);
      }
    }
    return sum;
  }

  private double expected(double[] totals, double[] before) {
    double sum = 0;
    for (int k = 0; k < totals.length; k++) {
      for (int l = k + 1; l < totals.length && totals[k] > 0; l++) {
        if (totals[l] > 0) {
          sum += 2 * totals[k] * totals[l] * metric.squared(k, l, totals, before);
        }
      }
    }
    return sum;
  }

  /** {@code out[k]} = the number of answers with labels below {@code k}. */
  private static double[] cumulative(double[] totals) {
    double[] before = new double[totals.length + 1];
    for (int k = 0; k < totals.length; k++) {
      before[k + 1] = before[k] + totals[k];
    }
    return before;
  }

  private static double square(double x) {
    return x * x;
  }
}
