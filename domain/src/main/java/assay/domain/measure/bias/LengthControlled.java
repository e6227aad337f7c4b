package assay.domain.measure.bias;

import assay.domain.Direction;
import assay.domain.measure.Doubles;
import assay.domain.measure.Estimate;
import assay.domain.measure.LogisticRegression;
import java.util.List;

/** What is left of a preference when length is taken out of it. */
final class LengthControlled {
  private LengthControlled() {}

  /**
   * The share on which response A would be preferred if both were equally long: the line of {@link
   * LengthBias} at 0, with the normal interval of its intercept's maximum likelihood on the scale
   * of log-odds.
   *
   * @param pairs with a preference and responses of different length
   * @return undefined where no line can be fitted
   */
  static Estimate share(List<JudgeBias.Judged> pairs) {
    double[] longerBy = pairs.stream().mapToDouble(JudgeBias.Judged::longerBy).toArray();
    double[] first =
        pairs.stream().mapToDouble(pair -> pair.verdict() == Direction.A ? 1 : 0).toArray();
    LengthBias bias;
    try {
      bias = LengthBias.of(Doubles.owned(longerBy), Doubles.owned(first));
    } catch (IllegalArgumentException e) {
      // Too few pairs, or the longer one always wins: no line is likeliest.
      return new Estimate.Undefined(Estimate.Reason.NO_ANSWERS);
    }
    LogisticRegression line = bias.line();
    double error = StrictMath.sqrt(interceptVariance(line, longerBy, bias.spread()));
    return new Estimate.Value(
        line.probability(0),
        logistic(line.intercept() - Estimate.Z * error),
        logistic(line.intercept() + Estimate.Z * error));
  }

  /** The intercept's place in the inverse of the observed information. */
  private static double interceptVariance(
      LogisticRegression line, double[] longerBy, double spread) {
    double h = 0;
    double hx = 0;
    double hxx = 0;
    for (double difference : longerBy) {
      double x = StrictMath.tanh(difference / spread);
      double p = line.probability(x);
      h += p * (1 - p);
      hx += p * (1 - p) * x;
      hxx += p * (1 - p) * x * x;
    }
    return hxx / (h * hxx - hx * hx);
  }

  private static double logistic(double logOdds) {
    return 1 / (1 + StrictMath.exp(-logOdds));
  }
}
