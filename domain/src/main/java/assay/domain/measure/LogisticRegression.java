package assay.domain.measure;

import java.util.Arrays;

/**
 * The log-odds of an outcome as a line over one number: p = 1 / (1 + exp(-(slope x + intercept))).
 */
public record LogisticRegression(double slope, double intercept) {
  private static final int MOST_ITERATIONS = 200;
  private static final double TOLERANCE = 1e-13;

  /**
   * The line of maximum likelihood, without penalty (Newton's method).
   *
   * @param x finite numbers
   * @param outcome 0, 1 or a share between, one a number
   * @throws IllegalArgumentException when the numbers are all equal, or a threshold separates the
   *     outcomes 0 and 1, so that no finite maximum exists
   */
  public static LogisticRegression fit(Doubles x, Doubles outcome) {
    double[] ones = new double[x.size()];
    Arrays.fill(ones, 1);
    return fit(x, outcome, Doubles.owned(ones));
  }

  /**
   * The same with a weight for each number: as if it were there that often.
   *
   * @param weights above 0
   */
  public static LogisticRegression fit(Doubles x, Doubles outcome, Doubles weights) {
    requireOverlap(x, outcome);
    LogisticRegression fit = new LogisticRegression(0, 0);
    double likelihood = fit.logLikelihood(x, outcome, weights);
    for (int i = 0; i < MOST_ITERATIONS; i++) {
      double[] step = fit.newtonStep(x, outcome, weights);
      double size = 1;
      LogisticRegression next = fit.moved(step, size);
      // Far from the maximum a whole step may overshoot; the likelihood is concave, so half of it
      // often enough does not.
      while (!(next.logLikelihood(x, outcome, weights) >= likelihood) && size > TOLERANCE) {
        size /= 2;
        next = fit.moved(step, size);
      }
      double moved = StrictMath.abs(step[0]) + StrictMath.abs(step[1]);
      if (size <= TOLERANCE) {
        return fit;
      }
      fit = next;
      likelihood = fit.logLikelihood(x, outcome, weights);
      if (moved < TOLERANCE * (1 + StrictMath.abs(fit.slope) + StrictMath.abs(fit.intercept))) {
        return fit;
      }
    }
    return fit;
  }

  /** The probability at {@code x}. */
  public double probability(double x) {
    return 1 / (1 + StrictMath.exp(-(slope * x + intercept)));
  }

  private LogisticRegression moved(double[] step, double size) {
    return new LogisticRegression(slope + size * step[0], intercept + size * step[1]);
  }

  /** The inverse of the Hessian times the gradient. */
  private double[] newtonStep(Doubles x, Doubles outcome, Doubles weights) {
    double gradient = 0;
    double gradientX = 0;
    double h = 0;
    double hx = 0;
    double hxx = 0;
    for (int i = 0; i < x.size(); i++) {
      double p = probability(x.at(i));
      double off = weights.at(i) * (outcome.at(i) - p);
      double weight = weights.at(i) * p * (1 - p);
      gradient += off;
      gradientX += off * x.at(i);
      h += weight;
      hx += weight * x.at(i);
      hxx += weight * x.at(i) * x.at(i);
    }
    double determinant = h * hxx - hx * hx;
    return new double[] {
      (h * gradientX - hx * gradient) / determinant, (hxx * gradient - hx * gradientX) / determinant
    };
  }

  private double logLikelihood(Doubles x, Doubles outcome, Doubles weights) {
    double sum = 0;
    for (int i = 0; i < x.size(); i++) {
      double z = slope * x.at(i) + intercept;
      // log p = z - log(1 + e^z), log (1 - p) = -log(1 + e^z), without overflow.
      sum +=
          weights.at(i)
              * (outcome.at(i) * z
                  - StrictMath.max(0, z)
                  - StrictMath.log1p(StrictMath.exp(-StrictMath.abs(z))));
    }
    return sum;
  }

  private static void requireOverlap(Doubles x, Doubles outcome) {
    if (x.size() != outcome.size()) {
      throw new IllegalArgumentException(
          "%d numbers for %d outcomes".formatted(x.size(), outcome.size()));
    }
    double leastOfNone = Double.POSITIVE_INFINITY;
    double mostOfNone = Double.NEGATIVE_INFINITY;
    double leastOfSome = Double.POSITIVE_INFINITY;
    double mostOfSome = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < x.size(); i++) {
      if (outcome.at(i) < 1) {
        leastOfNone = StrictMath.min(leastOfNone, x.at(i));
        mostOfNone = StrictMath.max(mostOfNone, x.at(i));
      }
      if (outcome.at(i) > 0) {
        leastOfSome = StrictMath.min(leastOfSome, x.at(i));
        mostOfSome = StrictMath.max(mostOfSome, x.at(i));
      }
    }
    if (mostOfNone <= leastOfSome || mostOfSome <= leastOfNone) {
      throw new IllegalArgumentException(
          "all numbers are equal or one threshold separates the outcomes, so no finite line is"
              + " likeliest");
    }
  }
}
