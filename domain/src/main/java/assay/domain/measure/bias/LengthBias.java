package assay.domain.measure.bias;

import assay.domain.measure.Doubles;
import assay.domain.measure.Estimate;
import assay.domain.measure.LogisticRegression;
import assay.domain.measure.quality.Wilson;
import java.util.Arrays;

/**
 * How far a preference goes with the length of the responses.
 *
 * <p>Dubois et al., Length-controlled AlpacaEval (2024): a logistic regression of the preference
 * for the first response on tanh(difference of lengths / its standard deviation).
 *
 * @param decided the pairs with a preference and responses of different length
 * @param prefersLonger the share of them in which the longer was preferred, with its interval
 * @param spread the standard deviation of the differences of length
 * @param line the log-odds of preferring the first response over that tanh; the intercept is what
 *     is left for equal lengths: a position bias, if the order was drawn
 */
public record LengthBias(
    int decided, Estimate prefersLonger, double spread, LogisticRegression line) {

  /**
   * The bias in these preferences.
   *
   * @param longerBy by how much the first response of each pair with a preference is longer; pairs
   *     of equal length are left out
   * @param first 1 where the first was preferred, else 0
   * @throws IllegalArgumentException when the columns differ in size, or the longer is always (or
   *     never) preferred, so that no finite line exists
   */
  public static LengthBias of(Doubles longerBy, Doubles first) {
    int n = 0;
    double[] differences = longerBy.toArray();
    double[] preferences = first.toArray();
    for (int i = 0; i < differences.length; i++) {
      if (differences[i] != 0) {
        differences[n] = differences[i];
        preferences[n++] = preferences[i];
      }
    }
    double mean = 0;
    for (int i = 0; i < n; i++) {
      mean += differences[i] / n;
    }
    int longer = 0;
    double variance = 0;
    for (int i = 0; i < n; i++) {
      longer += (differences[i] > 0) == (preferences[i] == 1) ? 1 : 0;
      variance += (differences[i] - mean) * (differences[i] - mean) / n;
    }
    double spread = StrictMath.sqrt(variance);
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = StrictMath.tanh(differences[i] / spread);
    }
    LogisticRegression line =
        LogisticRegression.fit(Doubles.owned(x), Doubles.owned(Arrays.copyOf(preferences, n)));
    return new LengthBias(n, Wilson.interval(longer, n), spread, line);
  }
}
