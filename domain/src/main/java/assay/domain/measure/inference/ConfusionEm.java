package assay.domain.measure.inference;

import assay.domain.measure.Answers;
import assay.domain.measure.Doubles;
import assay.domain.measure.inference.InferredTruth.Convergence;
import java.util.Arrays;

/**
 * Expectation-maximisation for models of one confusion matrix an annotator.
 *
 * <p>Dawid and Skene (1979), equations 2.3 to 2.5, with any {@link ConfusionModel}. It starts from
 * the vote shares, multiplies probabilities (each score scaled by powers of two, so that none
 * underflows), and stops on the true log-posterior of the answers. An iteration reads the answers
 * once: a task's posterior goes straight into the expected counts, so the cost is answers x labels
 * and no memory beyond the posteriors and the matrices.
 */
final class ConfusionEm {
  private static final int MOST_CELLS = 1 << 28;

  /** A score below this is scaled up. No model's single cell is as small, so none gets to 0. */
  private static final double SMALL = 0x1p-400;

  private static final double SCALE = 0x1p400;
  private static final double LOG_SCALE = StrictMath.log(SCALE);

  private final Answers answers;
  private final Options options;
  private final ConfusionModel model;
  private final int q;
  private final double[] posterior;
  private final double[] counts;
  private final double[] prior;

  ConfusionEm(Answers answers, Options options, ConfusionModel model) {
    this.answers = answers;
    this.options = options;
    this.model = model;
    this.q = answers.nLabels();
    this.counts = new double[cells(answers)];
    this.prior = new double[q];
    double[] ones = new double[answers.nWorkers()];
    Arrays.fill(ones, 1);
    this.posterior = Votes.shares(answers, options, ones);
  }

  /** The number of cells of all confusion matrices. */
  static int cells(Answers answers) {
    long cells = (long) answers.nWorkers() * answers.nLabels() * answers.nLabels();
    if (cells > MOST_CELLS) {
      throw new IllegalArgumentException(
          "%d workers with %d labels need %d confusion cells, more than %d: use majority or weighted"
              .formatted(answers.nWorkers(), answers.nLabels(), cells, MOST_CELLS));
    }
    return (int) cells;
  }

  InferredTruth run(Method method) {
    countVotes();
    model.maximise(counts);
    double[] logLikelihood = new double[options.maxIterations()];
    double[] objective = new double[options.maxIterations()];
    int done = 0;
    boolean converged = false;
    while (done < options.maxIterations() && !converged) {
      double logPrior = model.logPrior();
      logLikelihood[done] = iterate();
      objective[done] = logLikelihood[done] + logPrior;
      model.maximise(counts);
      converged =
          done > 0 && objective[done] - objective[done - 1] < options.tolerance() * answers.size();
      done++;
    }
    Posterior result = new Posterior(posterior, q);
    return new InferredTruth(
        method,
        "asked for",
        result,
        result.expectedAccuracy(answers),
        Doubles.of(model.confusion()),
        new Convergence(
            done,
            converged,
            Doubles.owned(Arrays.copyOf(logLikelihood, done)),
            Doubles.owned(Arrays.copyOf(objective, done))));
  }

  /** The log-probabilities of the model's cells. */
  double[] logConfusion() {
    return Arrays.stream(model.confusion()).map(StrictMath::log).toArray();
  }

  /** Writes the log-shares of the labels. */
  void logPriorInto(double[] logPrior) {
    for (int k = 0; k < q; k++) {
      logPrior[k] = StrictMath.log(prior[k]);
    }
  }

  /** Counts and class shares of the starting posterior. */
  private void countVotes() {
    Arrays.fill(prior, 0);
    int used = 0;
    for (int t = 0; t < answers.nTasks(); t++) {
      if (isUsed(t)) {
        used++;
        addToCounts(t);
      }
    }
    setPrior(used);
  }

  /** One E-step that leaves the next M-step's counts behind; the log-likelihood before it. */
  private double iterate() {
    double[] confusion = model.confusion();
    double[] shares = prior.clone();
    Arrays.fill(counts, 0);
    Arrays.fill(prior, 0);
    LogProduct evidence = new LogProduct();
    int used = 0;
    double[] score = new double[q];
    int[] scaled = new int[q];
    for (int t = 0; t < answers.nTasks(); t++) {
      if (!isUsed(t)) {
        continue;
      }
      used++;
      System.arraycopy(shares, 0, score, 0, q);
      Arrays.fill(scaled, 0);
      for (int i = answers.start(t); i < answers.start(t + 1); i++) {
        int row = (answers.worker(i) * q + answers.label(i)) * q;
        for (int k = 0; k < q; k++) {
          score[k] *= confusion[row + k];
          if (score[k] < SMALL && score[k] > 0) {
            score[k] *= SCALE;
            scaled[k]++;
          }
        }
      }
      int gold = options.gold(t);
      if (gold == Options.UNKNOWN) {
        int least = align(score, scaled);
        evidence.times(normalise(score, t * q));
        evidence.timesExp(-LOG_SCALE * least);
      } else {
        evidence.times(score[gold]);
        evidence.timesExp(-LOG_SCALE * scaled[gold]);
      }
      addToCounts(t);
    }
    setPrior(used);
    return evidence.log();
  }

  /**
   * Brings all scores to the scale of the greatest, where what is too small to count becomes 0.
   *
   * @return how often that one was scaled
   */
  private static int align(double[] score, int[] scaled) {
    int least = Integer.MAX_VALUE;
    for (int k = 0; k < score.length; k++) {
      least = score[k] > 0 ? StrictMath.min(least, scaled[k]) : least;
    }
    for (int k = 0; k < score.length; k++) {
      for (int more = scaled[k] - least; more > 0 && score[k] > 0; more--) {
        score[k] /= SCALE;
      }
    }
    return least == Integer.MAX_VALUE ? 0 : least;
  }

  private void addToCounts(int t) {
    int at = t * q;
    for (int i = answers.start(t); i < answers.start(t + 1); i++) {
      int row = (answers.worker(i) * q + answers.label(i)) * q;
      for (int k = 0; k < q; k++) {
        counts[row + k] += posterior[at + k];
      }
    }
    for (int k = 0; k < q; k++) {
      prior[k] += posterior[at + k];
    }
  }

  /** Writes the posterior of scores at {@code at}; their sum. Where none is possible, all are. */
  private double normalise(double[] score, int at) {
    double sum = 0;
    for (int k = 0; k < q; k++) {
      sum += score[k];
    }
    for (int k = 0; k < q; k++) {
      posterior[at + k] = sum == 0 ? 1.0 / q : score[k] / sum;
    }
    return sum;
  }

  private boolean isUsed(int t) {
    return answers.start(t) < answers.start(t + 1) || options.gold(t) != Options.UNKNOWN;
  }

  private void setPrior(int used) {
    for (int k = 0; k < q; k++) {
      prior[k] = model.equalShares() ? 1.0 / q : prior[k] / used;
    }
  }
}
