package assay.domain.measure.inference;

import assay.domain.measure.Doubles;
import assay.domain.measure.Ints;

/**
 * What a method may be told.
 *
 * @param smoothing pseudo-counts a cell of a confusion matrix; 0 is plain maximum likelihood
 * @param maxIterations EM stops after this many at the latest
 * @param tolerance EM stops when an iteration raises the log-posterior by less than this an answer;
 *     negative infinity runs all iterations
 * @param gold the known label of each task, {@link #UNKNOWN} for the others; empty when there is
 *     none
 * @param workerWeights the weight of each annotator's votes for {@link Method#WEIGHTED}; empty to
 *     weight by agreement with the majority of the others
 * @param ordered whether the labels are in an order; {@link Method#AUTO} may then use it
 */
public record Options(
    double smoothing,
    int maxIterations,
    double tolerance,
    Ints gold,
    Doubles workerWeights,
    boolean ordered) {
  /** No gold label for this task. */
  public static final int UNKNOWN = -1;

  /** Smoothing 0.01, at most 200 iterations, tolerance 1e-6, no gold, no weights, no order. */
  public static final Options DEFAULT =
      new Options(0.01, 200, 1e-6, Ints.NONE, Doubles.NONE, false);

  public Options {
    if (smoothing < 0 || maxIterations < 1) {
      throw new IllegalArgumentException(
          "smoothing %s must be 0 or more, iterations %d at least 1"
              .formatted(smoothing, maxIterations));
    }
  }

  /** The same with exactly this many iterations and this smoothing. */
  public Options fixedIterations(int iterations, double pseudoCounts) {
    return new Options(
        pseudoCounts, iterations, Double.NEGATIVE_INFINITY, gold, workerWeights, ordered);
  }

  public Options withGold(Ints labels) {
    return new Options(smoothing, maxIterations, tolerance, labels, workerWeights, ordered);
  }

  public Options withWorkerWeights(Doubles weights) {
    return new Options(smoothing, maxIterations, tolerance, gold, weights, ordered);
  }

  public Options withSmoothing(double pseudoCounts) {
    return new Options(pseudoCounts, maxIterations, tolerance, gold, workerWeights, ordered);
  }

  public Options withOrdered(boolean inOrder) {
    return new Options(smoothing, maxIterations, tolerance, gold, workerWeights, inOrder);
  }

  /** The known label of a task, or {@link #UNKNOWN}. */
  public int gold(int task) {
    return gold.isEmpty() ? UNKNOWN : gold.at(task);
  }
}
