package assay.domain.measure.inference;

import assay.domain.measure.Answers;

/**
 * One accuracy an annotator; a wrong answer falls on every other label alike.
 *
 * <p>Zhang et al., Spectral Methods Meet EM (2016), section 2, "one-coin model". With smoothing the
 * accuracy gets one pseudo-answer a label at chance level and is never below chance: otherwise the
 * likelihood has a second, mirrored solution in which everybody is wrong.
 */
final class OneCoinModel implements ConfusionModel {
  private static final double FLOOR = 1e-10;

  private final int q;
  private final int[] given;
  private final boolean smoothed;
  private final double[] accuracy;
  private final double[] confusion;

  OneCoinModel(Answers answers, Options options) {
    this.q = answers.nLabels();
    this.given = answers.workerCounts();
    this.smoothed = options.smoothing() > 0;
    this.accuracy = new double[given.length];
    this.confusion = new double[ConfusionEm.cells(answers)];
  }

  @Override
  public void maximise(double[] counts) {
    double chance = 1.0 / q;
    for (int w = 0; w < given.length; w++) {
      double right = 0;
      for (int k = 0; k < q; k++) {
        right += counts[(w * q + k) * q + k];
      }
      accuracy[w] =
          smoothed
              ? StrictMath.max(chance, (right + 1) / (given[w] + q))
              : right / StrictMath.max(given[w], 1);
      setCells(w);
    }
  }

  @Override
  public double[] confusion() {
    return confusion;
  }

  @Override
  public double logPrior() {
    if (!smoothed || q == 1) {
      return 0;
    }
    double sum = 0;
    for (double a : accuracy) {
      sum += StrictMath.log(a) + (q - 1) * StrictMath.log((1 - a) / (q - 1));
    }
    return sum;
  }

  private void setCells(int w) {
    double right = clipped(accuracy[w]);
    double wrong = q == 1 ? 1 : clipped((1 - accuracy[w]) / (q - 1));
    for (int l = 0; l < q; l++) {
      for (int k = 0; k < q; k++) {
        confusion[(w * q + l) * q + k] = l == k ? right : wrong;
      }
    }
  }

  private static double clipped(double p) {
    return StrictMath.max(FLOOR, p);
  }
}
