package assay.domain.measure.inference;

import assay.domain.measure.Answers;

/**
 * A free confusion matrix an annotator, with a few pseudo-counts in every cell.
 *
 * <p>Dawid and Skene (1979), equation 2.3. Pseudo-counts are a symmetric Dirichlet prior on each
 * column. Without them a cell that was never used is kept at a floor of 1e-10 counts, and a column
 * is spread over the labels the annotator used.
 */
final class DawidSkeneModel implements ConfusionModel {
  private static final double FLOOR = 1e-10;

  private final int q;
  private final int nWorkers;
  private final double smoothing;
  private final boolean[] used;
  private final double[] confusion;

  DawidSkeneModel(Answers answers, Options options) {
    this.q = answers.nLabels();
    this.nWorkers = answers.nWorkers();
    this.smoothing = options.smoothing();
    this.confusion = new double[ConfusionEm.cells(answers)];
    this.used = new boolean[nWorkers * q];
    for (int i = 0; i < answers.size(); i++) {
      used[answers.worker(i) * q + answers.label(i)] = true;
    }
  }

  @Override
  public void maximise(double[] counts) {
    for (int w = 0; w < nWorkers; w++) {
      for (int k = 0; k < q; k++) {
        double sum = 0;
        for (int l = 0; l < q; l++) {
          sum += mass(counts, w, l, k);
        }
        for (int l = 0; l < q; l++) {
          confusion[(w * q + l) * q + k] = sum == 0 ? 1 : mass(counts, w, l, k) / sum;
        }
      }
    }
  }

  @Override
  public double[] confusion() {
    return confusion;
  }

  @Override
  public double logPrior() {
    if (smoothing == 0) {
      return 0;
    }
    LogProduct cells = new LogProduct();
    for (double cell : confusion) {
      cells.times(cell);
    }
    return smoothing * cells.log();
  }

  private double mass(double[] counts, int w, int l, int k) {
    double count = counts[(w * q + l) * q + k];
    if (smoothing > 0) {
      return count + smoothing;
    }
    return used[w * q + l] ? StrictMath.max(count, FLOOR) : 0;
  }
}
