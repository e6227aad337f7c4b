package assay.domain.measure.inference;

import assay.domain.measure.Answers;
import assay.domain.measure.Doubles;
import assay.domain.measure.Ints;
import java.util.Arrays;

/**
 * How probable each label is for each task, in one array.
 *
 * <p>A task with neither answers nor gold has probability 0 for every label.
 */
public final class Posterior {
  /** Probabilities closer than this are tied: what is left of a tie after rounding. */
  public static final double TIE = 1e-9;

  /** There is no single most probable label. */
  public static final int NO_LABEL = -1;

  private final double[] probability;
  private final int nLabels;

  Posterior(double[] probability, int nLabels) {
    this.probability = probability;
    this.nLabels = nLabels;
  }

  public int nTasks() {
    return probability.length / nLabels;
  }

  public int nLabels() {
    return nLabels;
  }

  /** The probability that the true label of task {@code t} is {@code k}. */
  public double probability(int t, int k) {
    return probability[t * nLabels + k];
  }

  /** The probability of the most probable label; 0 for a task without answers. */
  public double confidence(int t) {
    double best = 0;
    for (int k = 0; k < nLabels; k++) {
      best = StrictMath.max(best, probability(t, k));
    }
    return best;
  }

  /**
   * The most probable label, or {@link #NO_LABEL} when several tie or there are no answers. A tie
   * is an outcome: it is never broken by the order of labels.
   */
  public int label(int t) {
    double best = confidence(t);
    int found = NO_LABEL;
    for (int k = 0; k < nLabels && best > 0; k++) {
      if (probability(t, k) >= best - TIE) {
        if (found != NO_LABEL) {
          return NO_LABEL;
        }
        found = k;
      }
    }
    return found;
  }

  /** All labels that share the highest probability; empty for a task without answers. */
  public int[] leaders(int t) {
    double best = confidence(t);
    int[] leaders = new int[nLabels];
    int n = 0;
    for (int k = 0; k < nLabels && best > 0; k++) {
      if (probability(t, k) >= best - TIE) {
        leaders[n++] = k;
      }
    }
    return Arrays.copyOf(leaders, n);
  }

  /** Whether several labels share the highest probability. */
  public boolean tied(int t) {
    return leaders(t).length > 1;
  }

  /** The mean position on the scale 0..nLabels-1; NaN without answers. */
  public double mean(int t) {
    double sum = 0;
    for (int k = 0; k < nLabels; k++) {
      sum += k * probability(t, k);
    }
    return confidence(t) == 0 ? Double.NaN : sum;
  }

  /**
   * The share of tasks answered rightly, over tasks with both an answer and a known truth; a tied
   * task counts its share. NaN when there is no such task.
   *
   * @param truth the true label of each task, {@link Options#UNKNOWN} where it is not known
   */
  public double accuracy(Ints truth) {
    double right = 0;
    int scored = 0;
    for (int t = 0; t < nTasks(); t++) {
      int[] leaders = truth.at(t) == Options.UNKNOWN ? new int[0] : leaders(t);
      if (leaders.length > 0) {
        scored++;
        for (int leader : leaders) {
          right += leader == truth.at(t) ? 1.0 / leaders.length : 0;
        }
      }
    }
    return right / scored;
  }

  /** Each worker's expected share of right answers; NaN for a worker without answers. */
  Doubles expectedAccuracy(Answers answers) {
    double[] right = new double[answers.nWorkers()];
    int[] given = answers.workerCounts();
    for (int i = 0; i < answers.size(); i++) {
      right[answers.worker(i)] += probability(answers.task(i), answers.label(i));
    }
    for (int w = 0; w < right.length; w++) {
      right[w] /= given[w];
    }
    return Doubles.owned(right);
  }
}
