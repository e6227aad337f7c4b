package assay.domain.measure.prediction;

import assay.domain.measure.Doubles;
import assay.domain.measure.Estimate;

/**
 * The mean of people's labels over all items, of which they labelled some and a judge predicted
 * all.
 *
 * <p>The judge's mean is corrected by how far it is off where people labelled, so the estimate is
 * right however bad the judge; a good one narrows the interval. Angelopoulos, Bates, Fannjiang,
 * Jordan and Zrnic, Prediction-powered inference (2023), and Angelopoulos, Duchi and Zrnic, PPI++
 * (2023).
 */
public final class PredictionPowered {
  private PredictionPowered() {}

  /**
   * The mean of the labels alone, with the interval of the central limit theorem; undefined without
   * labels.
   */
  public static Estimate classical(Doubles labels) {
    int n = labels.size();
    if (n == 0) {
      return new Estimate.Undefined(Estimate.Reason.NO_ANSWERS);
    }
    return Estimate.normal(mean(labels, 0, labels), standardError(labels, 0, labels));
  }

  /**
   * The mean over a population from which the labelled items were drawn evenly.
   *
   * @param labels what people say of the labelled items, as numbers
   * @param predictions what the judge says of the same items, in the same order
   * @param others what the judge says of the items without labels
   * @param lambda how far the judge is trusted: 0 not at all, which is {@link #classical}, 1 as if
   *     it were a person; {@link #lambda} finds the share that narrows the interval most
   * @return undefined without labels; {@link #classical} without other items
   * @throws IllegalArgumentException when labels and predictions differ in number
   */
  public static Estimate mean(Doubles labels, Doubles predictions, Doubles others, double lambda) {
    requirePaired(labels, predictions);
    if (labels.isEmpty() || others.isEmpty()) {
      return classical(labels);
    }
    double value = lambda * mean(others, 0, others) + mean(labels, lambda, predictions);
    double ofJudge = lambda * standardError(others, 0, others);
    double ofCorrection = standardError(labels, lambda, predictions);
    return Estimate.normal(value, StrictMath.sqrt(ofJudge * ofJudge + ofCorrection * ofCorrection));
  }

  /**
   * The trust in the judge that narrows the interval most, in [0, 1] (PPI++, example 6.1); 0 when
   * all its predictions are equal.
   */
  public static double lambda(Doubles labels, Doubles predictions, Doubles others) {
    requirePaired(labels, predictions);
    int n = labels.size();
    int all = n + others.size();
    if (n == 0 || others.isEmpty()) {
      return 0;
    }
    double meanLabel = mean(labels, 0, labels);
    double meanPrediction = mean(predictions, 0, predictions);
    double together = (n * meanPrediction + others.size() * mean(others, 0, others)) / all;
    double covariance = 0;
    double variance = 0;
    for (int i = 0; i < n; i++) {
      covariance += (labels.at(i) - meanLabel) * (predictions.at(i) - meanPrediction) / n;
      variance += square(predictions.at(i) - together) / (all - 1);
    }
    for (int i = 0; i < others.size(); i++) {
      variance += square(others.at(i) - together) / (all - 1);
    }
    double best = covariance / ((1 + (double) n / others.size()) * variance);
    return variance == 0 ? 0 : StrictMath.max(0, StrictMath.min(1, best));
  }

  private static void requirePaired(Doubles labels, Doubles predictions) {
    if (labels.size() != predictions.size()) {
      throw new IllegalArgumentException(
          "%d labels for %d predictions".formatted(labels.size(), predictions.size()));
    }
  }

  /** The mean of {@code x - lambda y}. */
  private static double mean(Doubles x, double lambda, Doubles y) {
    double sum = 0;
    for (int i = 0; i < x.size(); i++) {
      sum += x.at(i) - lambda * y.at(i);
    }
    return sum / x.size();
  }

  /** The standard error of the mean of {@code x - lambda y}. */
  private static double standardError(Doubles x, double lambda, Doubles y) {
    double mean = mean(x, lambda, y);
    double sum = 0;
    for (int i = 0; i < x.size(); i++) {
      sum += square(x.at(i) - lambda * y.at(i) - mean);
    }
    return StrictMath.sqrt(sum / x.size() / x.size());
  }

  private static double square(double x) {
    return x * x;
  }
}
