package assay.domain.measure.inference;

import assay.domain.measure.Answers;

/**
 * Everybody is equally good: one accuracy for all, errors spread evenly.
 *
 * <p>With equal shares of the labels its most probable label is the majority's, so it is majority
 * voting as a model that can predict answers; {@link AutoChoice} compares it with the others.
 */
final class SharedCoinModel implements ConfusionModel {
  private final int q;
  private final double[] confusion;

  SharedCoinModel(Answers answers) {
    this.q = answers.nLabels();
    this.confusion = new double[ConfusionEm.cells(answers)];
  }

  @Override
  public void maximise(double[] counts) {
    double right = 0;
    double all = 0;
    for (int c = 0; c < counts.length; c++) {
      all += counts[c];
      right += isRight(c) ? counts[c] : 0;
    }
    double accuracy = StrictMath.max(1.0 / q, (right + 1) / (all + 2));
    double wrong = (1 - accuracy) / StrictMath.max(1, q - 1);
    for (int c = 0; c < confusion.length; c++) {
      confusion[c] = isRight(c) ? accuracy : wrong;
    }
  }

  @Override
  public double[] confusion() {
    return confusion;
  }

  @Override
  public double logPrior() {
    return 0;
  }

  @Override
  public boolean equalShares() {
    return true;
  }

  /** The probability that somebody knows, when who does not clicks at random. */
  double knowing() {
    return (q * confusion[0] - 1) / (q - 1);
  }

  private boolean isRight(int cell) {
    return cell / q % q == cell % q;
  }
}
