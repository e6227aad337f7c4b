package assay.domain.measure.agreement;

import assay.domain.measure.Answers;

/**
 * Conger's kappa: Fleiss' kappa in which every annotator keeps label shares of their own.
 *
 * <p>Conger (1980), in the form of Gwet, Handbook of Inter-Rater Reliability (2014), section 2.4:
 * chance agreement is the mean over ordered pairs of annotators of the agreement of their shares.
 */
final class Conger {
  private final Answers answers;
  private final ItemProfiles profiles;
  private final Weighting weighting;
  private final int q;
  private final int[] given;
  private final double[] share;
  private final double[] total;
  private final double raters;

  Conger(Answers answers, ItemProfiles profiles, Weighting weighting) {
    this.answers = answers;
    this.profiles = profiles;
    this.weighting = weighting;
    this.q = answers.nLabels();
    this.given = answers.workerCounts();
    this.share = new double[given.length * q];
    this.total = new double[q];
    for (int i = 0; i < answers.size(); i++) {
      share[answers.worker(i) * q + answers.label(i)] += 1.0 / given[answers.worker(i)];
    }
    int active = 0;
    for (int w = 0; w < given.length; w++) {
      active += given[w] > 0 ? 1 : 0;
      for (int k = 0; k < q; k++) {
        total[k] += share[w * q + k];
      }
    }
    this.raters = active;
  }

  /** The coefficient with its error over items; NaN with fewer than two annotators. */
  Sampled sampled() {
    double[] rivals = rivals();
    double pe = 0;
    for (int c = 0; c < share.length; c++) {
      pe += share[c] * rivals[c];
    }
    double n = profiles.totalItems();
    double observed =
        new ChanceCorrected(profiles, weighting, ChanceCorrected.Chance.FLEISS)
            .observed(profiles.multiplicities());
    double kappa = (observed - pe) / (1 - pe);
    double[] ownChance = new double[given.length];
    for (int c = 0; c < share.length; c++) {
      ownChance[c / q] += share[c] * rivals[c];
    }
    double pairable = 0;
    for (int t = 0; t < answers.nTasks(); t++) {
      pairable += answers.start(t + 1) - answers.start(t) > 1 ? 1 : 0;
    }
    double sum = 0;
    for (int t = 0; t < answers.nTasks(); t++) {
      int m = answers.start(t + 1) - answers.start(t);
      if (m == 0) {
        continue;
      }
      double shift = 0;
      for (int i = answers.start(t); i < answers.start(t + 1); i++) {
        int w = answers.worker(i);
        shift += n / given[w] * (rivals[w * q + answers.label(i)] - ownChance[w]);
      }
      double own = m > 1 ? n / pairable * (agreement(t, m) - pe) / (1 - pe) : 0;
      double influence = own - 2 * (1 - kappa) * shift / (1 - pe) - kappa;
      sum += influence * influence;
    }
    return new Sampled(kappa, StrictMath.sqrt(sum / (n * (n - 1))), (long) n);
  }

  /** For each annotator and label: the credit that label has with a random other annotator. */
  private double[] rivals() {
    double[] rivals = new double[share.length];
    for (int w = 0; w < given.length; w++) {
      for (int k = 0; k < q; k++) {
        for (int l = 0; l < q; l++) {
          rivals[w * q + k] +=
              weighting.weight(k, l, q) * (total[l] - share[w * q + l]) / (raters * (raters - 1));
        }
      }
    }
    return rivals;
  }

  private double agreement(int t, int m) {
    double sum = 0;
    for (int i = answers.start(t); i < answers.start(t + 1); i++) {
      for (int j = answers.start(t); j < answers.start(t + 1); j++) {
        sum += i == j ? 0 : weighting.weight(answers.label(i), answers.label(j), q);
      }
    }
    return sum / ((double) m * (m - 1));
  }
}
