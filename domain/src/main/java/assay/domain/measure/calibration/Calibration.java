package assay.domain.measure.calibration;

import assay.domain.measure.Doubles;
import assay.domain.measure.LogisticRegression;
import java.util.ArrayList;
import java.util.List;

/** Fits calibrators to scores with known outcomes. */
public final class Calibration {
  /** Temperatures are sought between this and its inverse. */
  static final double LEAST_TEMPERATURE = 0.01;

  private Calibration() {}

  /**
   * The rising step curve of least squares (pool adjacent violators; Ayer et al. 1955), with
   * straight lines between its steps.
   *
   * <p>Equal scores are averaged first; a case counts as often as its weight says.
   *
   * @throws IllegalArgumentException without cases
   */
  public static Calibrator.Isotonic isotonic(Scored cases) {
    if (cases.size() == 0) {
      throw new IllegalArgumentException("there are no cases to calibrate by");
    }
    List<Calibrator.Knot> knots = new ArrayList<>();
    for (Block block : pooled(cases)) {
      knots.add(new Calibrator.Knot(block.low, block.mean()));
      if (block.high > block.low) {
        knots.add(new Calibrator.Knot(block.high, block.mean()));
      }
    }
    return new Calibrator.Isotonic(knots);
  }

  /**
   * Logistic regression of the outcome on the score, by maximum likelihood.
   *
   * @throws IllegalArgumentException when a threshold separates right from wrong, so that no finite
   *     maximum exists; {@link #plattWithTargets} has one always
   */
  public static Calibrator.Platt platt(Scored cases) {
    var fit = LogisticRegression.fit(cases.scores(), cases.outcomes(), cases.weights());
    return new Calibrator.Platt(fit.slope(), fit.intercept());
  }

  /**
   * The same with outcomes drawn in to (N₊ + 1) / (N₊ + 2) and 1 / (N₋ + 2), which keeps the curve
   * finite (Platt, Probabilistic Outputs for Support Vector Machines, 1999, section 2.2).
   *
   * @throws IllegalArgumentException when all scores are equal
   */
  public static Calibrator.Platt plattWithTargets(Scored cases) {
    double right = 0;
    double all = 0;
    for (int i = 0; i < cases.size(); i++) {
      right += cases.weights().at(i) * cases.outcomes().at(i);
      all += cases.weights().at(i);
    }
    double high = (right + 1) / (right + 2);
    double low = 1 / (all - right + 2);
    double[] targets = new double[cases.size()];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = low + cases.outcomes().at(i) * (high - low);
    }
    return platt(new Scored(cases.scores(), Doubles.owned(targets), cases.weights()));
  }

  /**
   * One temperature for the log-odds of all scores, by maximum likelihood (Guo et al., On
   * Calibration of Modern Neural Networks, 2017, section 4.2), between 0.01 and 100.
   *
   * @param cases scores that are probabilities
   */
  public static Calibrator.Temperature temperature(Scored cases) {
    // The log-likelihood is concave in 1/t: its slope falls, and is 0 at the maximum.
    double low = LEAST_TEMPERATURE;
    double high = 1 / LEAST_TEMPERATURE;
    while (true) {
      double middle = (low + high) / 2;
      if (middle <= low || middle >= high) {
        return new Calibrator.Temperature(1 / middle);
      }
      if (slope(cases, middle) > 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
  }

  private static double slope(Scored cases, double inverse) {
    Calibrator calibrator = new Calibrator.Temperature(1 / inverse);
    double sum = 0;
    for (int i = 0; i < cases.size(); i++) {
      double score = cases.scores().at(i);
      sum +=
          cases.weights().at(i)
              * (cases.outcomes().at(i) - calibrator.probability(score))
              * Calibrator.Temperature.logit(score);
    }
    return sum;
  }

  /** Neighbouring cases of one probability. */
  private record Block(double low, double high, double sum, double weight) {
    double mean() {
      return sum / weight;
    }

    Block with(Block next) {
      return new Block(low, next.high, sum + next.sum, weight + next.weight);
    }
  }

  private static List<Block> pooled(Scored cases) {
    List<Block> blocks = new ArrayList<>();
    int[] order = cases.byScore();
    int i = 0;
    while (i < order.length) {
      double score = cases.scores().at(order[i]);
      Block block = new Block(score, score, 0, 0);
      for (; i < order.length && cases.scores().at(order[i]) == score; i++) {
        double weight = cases.weights().at(order[i]);
        block = block.with(new Block(score, score, weight * cases.outcomes().at(order[i]), weight));
      }
      while (!blocks.isEmpty() && blocks.getLast().mean() >= block.mean()) {
        block = blocks.removeLast().with(block);
      }
      blocks.add(block);
    }
    return blocks;
  }
}
