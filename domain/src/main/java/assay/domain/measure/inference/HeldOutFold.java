package assay.domain.measure.inference;

import assay.domain.measure.Answers;
import java.util.Arrays;

/**
 * A share of the tasks, kept from the models that are then to predict their answers.
 *
 * @param rest the answers to all other tasks
 * @param held whether a task is held out
 */
record HeldOutFold(Answers all, Answers rest, boolean[] held) {

  /**
   * One of several folds, dealt in turn from the tasks in an order (see {@link CanonicalOrder});
   * tasks with equal answers are thus spread over all folds.
   */
  static HeldOutFold of(Answers all, int[] places, int folds, int fold) {
    boolean[] held = new boolean[all.nTasks()];
    boolean[] kept = new boolean[all.nTasks()];
    boolean[] everybody = new boolean[all.nWorkers()];
    Arrays.fill(everybody, true);
    for (int t = 0; t < held.length; t++) {
      held[t] = places[t] % folds == fold;
      kept[t] = !held[t];
    }
    return new HeldOutFold(all, all.filtered(kept, everybody), held);
  }

  /** The number of answers to predict. */
  int size() {
    int n = 0;
    for (int t = 0; t < held.length; t++) {
      n += isPredicted(t) ? all.start(t + 1) - all.start(t) : 0;
    }
    return n;
  }

  /** Whether the task is held out and has answers that others can predict. */
  private boolean isPredicted(int t) {
    return held[t] && all.start(t + 1) - all.start(t) > 1;
  }

  /**
   * For each task to predict, the sum over its answers of the probability that the answer is the
   * truth, by the others' answers and annotators as learned from the rest.
   *
   * <p>Not how well the model foresees what annotators click: a free confusion matrix may foresee
   * that best while its classes drift away from the labels they are named after.
   */
  double[] scores(ConfusionEm fitted) {
    int q = all.nLabels();
    double[] logConfusion = fitted.logConfusion();
    double[] together = new double[q];
    double[] scores = new double[held.length];
    int n = 0;
    for (int t = 0; t < held.length; t++) {
      if (!isPredicted(t)) {
        continue;
      }
      fitted.logPriorInto(together);
      for (int i = all.start(t); i < all.start(t + 1); i++) {
        int row = (all.worker(i) * q + all.label(i)) * q;
        for (int k = 0; k < q; k++) {
          together[k] += logConfusion[row + k];
        }
      }
      for (int i = all.start(t); i < all.start(t + 1); i++) {
        scores[n] +=
            byOthers(together, logConfusion, (all.worker(i) * q + all.label(i)) * q, all.label(i));
      }
      n++;
    }
    return Arrays.copyOf(scores, n);
  }

  /** The probability of a label when the answer whose cells start at {@code row} is left out. */
  private static double byOthers(double[] together, double[] logConfusion, int row, int label) {
    double best = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < together.length; k++) {
      best = StrictMath.max(best, together[k] - logConfusion[row + k]);
    }
    double sum = 0;
    for (int k = 0; k < together.length; k++) {
      sum += StrictMath.exp(together[k] - logConfusion[row + k] - best);
    }
    return StrictMath.exp(together[label] - logConfusion[row + label] - best) / sum;
  }
}
