package assay.domain.measure.inference;

import assay.domain.measure.Answers;
import java.util.Arrays;

/**
 * Dawid–Skene in which every annotator starts from the crowd's common confusion matrix.
 *
 * <p>Each column gets {@link #PSEUDO} answers drawn from the pooled matrix of all annotators (and
 * the pool itself {@link #POOL_PSEUDO} from one accuracy): who gave few answers is taken for an
 * ordinary member of the crowd, and shared confusions are learned even from few answers each. An
 * empirical-Bayes form of the Dirichlet prior, as in Kim and Ghahramani, Bayesian Classifier
 * Combination (2012).
 */
final class PooledModel implements ConfusionModel {
  private static final double PSEUDO = 10;
  private static final double POOL_PSEUDO = 10;

  private final int q;
  private final int nWorkers;
  private final double[] confusion;

  PooledModel(Answers answers) {
    this.q = answers.nLabels();
    this.nWorkers = answers.nWorkers();
    this.confusion = new double[ConfusionEm.cells(answers)];
  }

  @Override
  public void maximise(double[] counts) {
    double[] pool = pool(counts);
    for (int w = 0; w < nWorkers; w++) {
      for (int k = 0; k < q; k++) {
        double sum = 0;
        for (int l = 0; l < q; l++) {
          sum += counts[(w * q + l) * q + k];
        }
        for (int l = 0; l < q; l++) {
          int cell = (w * q + l) * q + k;
          confusion[cell] = (counts[cell] + PSEUDO * pool[l * q + k]) / (sum + PSEUDO);
        }
      }
    }
  }

  @Override
  public double[] confusion() {
    return confusion;
  }

  /** The pool moves with the data, so there is no fixed prior whose density could be added. */
  @Override
  public double logPrior() {
    return 0;
  }

  private double[] pool(double[] counts) {
    double[] sums = new double[q * q];
    for (int c = 0; c < counts.length; c++) {
      sums[c % (q * q)] += counts[c];
    }
    double right = 1;
    for (int k = 0; k < q; k++) {
      right += sums[k * q + k];
    }
    double accuracy = right / (Arrays.stream(sums).sum() + 2);
    double[] pool = new double[q * q];
    for (int k = 0; k < q; k++) {
      double column = 0;
      for (int l = 0; l < q; l++) {
        column += sums[l * q + k];
      }
      for (int l = 0; l < q; l++) {
        double usual = l == k ? accuracy : (1 - accuracy) / StrictMath.max(1, q - 1);
        pool[l * q + k] = (sums[l * q + k] + POOL_PSEUDO * usual) / (column + POOL_PSEUDO);
      }
    }
    return pool;
  }
}
