package assay.domain.measure.agreement;

import java.util.Arrays;

/**
 * Agreement above chance, (p_a - p_e) / (1 - p_e), for any number of annotators an item.
 *
 * <p>Gwet, Handbook of Inter-Rater Reliability (2014), chapters 2 to 4 and 6. With unequal numbers
 * of annotators p_a is the mean over items with two or more answers of the share of agreeing pairs,
 * and a label's share is the mean over all items of its share within the item: an item counts once,
 * however many answers it has. With equal numbers these are the formulas of Fleiss (1971).
 */
final class ChanceCorrected {

  /** What is called agreement by chance. */
  enum Chance {
    /** Two answers drawn from the labels' shares (Fleiss 1971; Scott's pi for two). */
    FLEISS,
    /** Gwet's AC1 and AC2: only hard items are answered by chance. */
    GWET,
    /** Every label equally likely (Brennan and Prediger 1981). */
    BRENNAN_PREDIGER
  }

  private final ItemProfiles profiles;
  private final Weighting weighting;
  private final Chance chance;
  private final double[] agreement;
  private final double weightTotal;

  ChanceCorrected(ItemProfiles profiles, Weighting weighting, Chance chance) {
    this.profiles = profiles;
    this.weighting = weighting;
    this.chance = chance;
    this.weightTotal = weighting.total(profiles.nLabels());
    this.agreement = new double[profiles.size()];
    for (int p = 0; p < agreement.length; p++) {
      agreement[p] = profiles.answers(p) > 1 ? itemAgreement(p) : 0;
    }
  }

  /** The coefficient; NaN where chance agreement is certain. */
  double coefficient(long[] items) {
    double pe = chanceAgreement(shares(items));
    return pe >= 1 ? Double.NaN : (observed(items) - pe) / (1 - pe);
  }

  /** The mean over items with two or more answers of the weighted share of agreeing pairs. */
  double observed(long[] items) {
    double sum = 0;
    long n = 0;
    for (int p = 0; p < agreement.length; p++) {
      if (profiles.answers(p) > 1) {
        sum += items[p] * agreement[p];
        n += items[p];
      }
    }
    return sum / n;
  }

  /**
   * The standard error over a sample of items, by the linearisation of Gwet (2014), section 6.4:
   * each item's influence on p_a and, through the shares, on p_e.
   */
  double standardError() {
    long[] items = profiles.multiplicities();
    double n = profiles.totalItems();
    double pairable = 0;
    for (int p = 0; p < agreement.length; p++) {
      pairable += profiles.answers(p) > 1 ? items[p] : 0;
    }
    double[] shares = shares(items);
    double pe = chanceAgreement(shares);
    double kappa = coefficient(items);
    double[] gradient = gradient(shares);
    double sum = 0;
    for (int p = 0; p < agreement.length; p++) {
      double own = profiles.answers(p) > 1 ? n / pairable * (agreement[p] - pe) / (1 - pe) : 0;
      double shift = chance == Chance.BRENNAN_PREDIGER ? 0 : dot(p, gradient) - pe;
      double influence = own - 2 * (1 - kappa) * shift / (1 - pe) - kappa;
      sum += items[p] * influence * influence;
    }
    return StrictMath.sqrt(sum / (n * (n - 1)));
  }

  /** Each label's share: the mean over items of its share within the item. */
  private double[] shares(long[] items) {
    double[] shares = new double[profiles.nLabels()];
    double n = 0;
    for (int p = 0; p < items.length; p++) {
      n += items[p];
      for (int c = profiles.start(p); c < profiles.start(p + 1); c++) {
        shares[profiles.label(c)] += (double) items[p] * profiles.count(c) / profiles.answers(p);
      }
    }
    for (int k = 0; k < shares.length; k++) {
      shares[k] /= n;
    }
    return shares;
  }

  private double chanceAgreement(double[] shares) {
    double q = shares.length;
    return switch (chance) {
      case FLEISS -> dot(shares, weighting.apply(shares));
      case GWET -> {
        double spread = Arrays.stream(shares).map(s -> s * (1 - s)).sum();
        yield spread == 0 ? 0 : weightTotal / (q * (q - 1)) * spread;
      }
      case BRENNAN_PREDIGER -> weightTotal / (q * q);
    };
  }

  /** Half the derivative of p_e by each label's share, so that its mean over the shares is p_e. */
  private double[] gradient(double[] shares) {
    double q = shares.length;
    return switch (chance) {
      case FLEISS -> weighting.apply(shares);
      case GWET -> Arrays.stream(shares).map(s -> weightTotal / (q * (q - 1)) * (1 - s)).toArray();
      case BRENNAN_PREDIGER -> new double[shares.length];
    };
  }

  private double dot(int p, double[] byLabel) {
    double sum = 0;
    for (int c = profiles.start(p); c < profiles.start(p + 1); c++) {
      sum += (double) profiles.count(c) / profiles.answers(p) * byLabel[profiles.label(c)];
    }
    return sum;
  }

  private double itemAgreement(int p) {
    double sum = 0;
    int q = profiles.nLabels();
    double m = profiles.answers(p);
    for (int a = profiles.start(p); a < profiles.start(p + 1); a++) {
      double credited = -1;
      for (int b = profiles.start(p); b < profiles.start(p + 1); b++) {
        credited += weighting.weight(profiles.label(a), profiles.label(b), q) * profiles.count(b);
      }
      sum += profiles.count(a) * credited;
    }
    return sum / (m * (m - 1));
  }

  private static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }
}
