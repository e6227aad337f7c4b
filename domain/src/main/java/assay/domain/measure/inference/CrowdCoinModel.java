package assay.domain.measure.inference;

import assay.domain.measure.Answers;

/**
 * One accuracy an annotator, drawn towards the crowd's; a wrong answer falls on every other label
 * alike.
 *
 * <p>{@link OneCoinModel} with {@link #PSEUDO} answers of the crowd's mean accuracy in place of
 * chance: who gave few answers is taken for an ordinary member of the crowd. Never below chance.
 */
final class CrowdCoinModel implements ConfusionModel {
  private static final double PSEUDO = 4;

  private final int q;
  private final double[] confusion;

  CrowdCoinModel(Answers answers) {
    this.q = answers.nLabels();
    this.confusion = new double[ConfusionEm.cells(answers)];
  }

  @Override
  public void maximise(double[] counts) {
    int cells = q * q;
    double[] right = new double[counts.length / cells];
    double[] given = new double[right.length];
    double allRight = 1;
    double all = 2;
    for (int w = 0; w < right.length; w++) {
      for (int c = 0; c < cells; c++) {
        given[w] += counts[w * cells + c];
        right[w] += c / q == c % q ? counts[w * cells + c] : 0;
      }
      allRight += right[w];
      all += given[w];
    }
    for (int w = 0; w < right.length; w++) {
      double accuracy = (right[w] + PSEUDO * allRight / all) / (given[w] + PSEUDO);
      setCells(w * cells, StrictMath.max(1.0 / q, accuracy));
    }
  }

  @Override
  public double[] confusion() {
    return confusion;
  }

  /** The crowd's mean moves with the data, so there is no fixed prior to add the density of. */
  @Override
  public double logPrior() {
    return 0;
  }

  private void setCells(int first, double accuracy) {
    double wrong = (1 - accuracy) / StrictMath.max(1, q - 1);
    for (int c = 0; c < q * q; c++) {
      confusion[first + c] = c / q == c % q ? accuracy : wrong;
    }
  }
}
