package assay.domain.measure.inference;

import assay.domain.measure.Answers;
import assay.domain.measure.SplitMix64;
import java.util.Arrays;

/**
 * Answers without one answer of some tasks, and those held out.
 *
 * <p>What is held out is drawn with a fixed seed by the numbers of tasks and workers, never by
 * labels: a draw that looks at labels would hold out some of them more often.
 */
final class HeldOut {
  private final Answers all;
  private final Answers rest;
  private final int[] held;

  private HeldOut(Answers all, Answers rest, int[] held) {
    this.all = all;
    this.rest = rest;
    this.held = held;
  }

  /** Holds out one drawn answer of every task of one fold that has two or more. */
  static HeldOut of(Answers all, int folds, int fold) {
    SplitMix64 random = new SplitMix64(fold);
    int[] held = new int[all.nTasks()];
    int n = 0;
    for (int t = 0; t < all.nTasks(); t++) {
      int given = all.start(t + 1) - all.start(t);
      int drawn = random.nextInt(StrictMath.max(1, given));
      if (given > 1 && t % folds == fold) {
        held[n++] = all.start(t) + drawn;
      }
    }
    int[] chosen = Arrays.copyOf(held, n);
    return new HeldOut(all, without(all, chosen), chosen);
  }

  /** The number of answers held out. */
  int size() {
    return held.length;
  }

  /** The answers that are left. */
  Answers rest() {
    return rest;
  }

  /** The sum of log-probabilities that a model fitted to the rest gives to those held out. */
  double logScore(InferredTruth fitted, double least) {
    int q = all.nLabels();
    double sum = 0;
    for (int i : held) {
      double p = 0;
      int row = (all.worker(i) * q + all.label(i)) * q;
      for (int k = 0; k < q; k++) {
        p += fitted.posterior().probability(all.task(i), k) * fitted.confusion().at(row + k);
      }
      sum += StrictMath.log(StrictMath.max(least, p));
    }
    return sum;
  }

  private static Answers without(Answers all, int[] held) {
    int n = all.size() - held.length;
    int[] task = new int[n];
    int[] worker = new int[n];
    int[] label = new int[n];
    int next = 0;
    int at = 0;
    for (int i = 0; i < all.size(); i++) {
      if (next < held.length && held[next] == i) {
        next++;
        continue;
      }
      task[at] = all.task(i);
      worker[at] = all.worker(i);
      label[at] = all.label(i);
      at++;
    }
    return Answers.of(task, worker, label, all.nTasks(), all.nWorkers(), all.nLabels());
  }
}
