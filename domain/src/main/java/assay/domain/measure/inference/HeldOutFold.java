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
  private static final double HABIT_PSEUDO = 4;

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
   * For each task to predict, the sum over its answers of the log-probability of that answer: its
   * annotator knew the truth, which is as probable as the others' answers make it, or else gave
   * what they give anyway.
   *
   * <p>A proper score (Gneiting and Raftery 2007): whoever is surer than the evidence allows loses.
   * Knowing and habits are the same for all candidates, not a model's own cells: a free confusion
   * matrix may foresee clicks best while its classes drift away from the labels they are named
   * after. Because of the habits a crowd that leans to one label cannot vouch for that label.
   *
   * @param knowing the probability of knowing
   */
  double[] scores(ConfusionEm fitted, double knowing) {
    double[] habits = habits();
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
        int row = (all.worker(i) * q + all.label(i)) * q;
        double right = byOthers(together, logConfusion, row, all.label(i));
        double habit = habits[all.worker(i) * q + all.label(i)];
        scores[n] += StrictMath.log(knowing * right + (1 - knowing) * habit);
      }
      n++;
    }
    return Arrays.copyOf(scores, n);
  }

  /** How often each annotator gives each label, drawn towards the crowd by a few answers. */
  private double[] habits() {
    int q = all.nLabels();
    int[] crowd = all.labelCounts();
    int[] given = all.workerCounts();
    double[] habits = new double[given.length * q];
    for (int i = 0; i < all.size(); i++) {
      habits[all.worker(i) * q + all.label(i)]++;
    }
    for (int c = 0; c < habits.length; c++) {
      double usual = (double) crowd[c % q] / all.size();
      habits[c] = (habits[c] + HABIT_PSEUDO * usual) / (given[c / q] + HABIT_PSEUDO);
    }
    return habits;
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
