package assay.domain.measure.inference;

import assay.domain.measure.Answers;
import assay.domain.measure.Doubles;
import assay.domain.measure.inference.InferredTruth.Convergence;
import java.util.Arrays;

/**
 * GLAD: an annotator's ability times a task's easiness decides how likely the answer is right.
 *
 * <p>Whitehill et al., Whose Vote Should Count More (2009), equation 1 and section 2: P(right) =
 * sigma(ability * exp(ease)), wrong answers spread evenly, normal priors with mean 1 and variance 1
 * on both. The M-step alternates Newton steps over annotators and tasks, each kept only if it
 * gains, so the log-posterior never falls.
 */
final class Glad {
  private static final double PRIOR_MEAN = 1;
  private static final int ROUNDS = 2;
  private static final double MOST_EASE = 5;

  private final Answers answers;
  private final Options options;
  private final int q;
  private final double[] ability;
  private final double[] ease;
  private final double[] posterior;
  private final int[][] byWorker;

  Glad(Answers answers, Options options) {
    this.answers = answers;
    this.options = options;
    this.q = answers.nLabels();
    this.ability = new double[answers.nWorkers()];
    this.ease = new double[answers.nTasks()];
    Arrays.fill(ability, PRIOR_MEAN);
    Arrays.fill(ease, PRIOR_MEAN);
    double[] ones = new double[answers.nWorkers()];
    Arrays.fill(ones, 1);
    this.posterior = Votes.shares(answers, options, ones);
    this.byWorker = byWorker(answers);
  }

  InferredTruth run() {
    double[] logLikelihood = new double[options.maxIterations()];
    double[] objective = new double[options.maxIterations()];
    int done = 0;
    boolean converged = q == 1;
    while (done < options.maxIterations() && !converged) {
      for (int round = 0; round < ROUNDS; round++) {
        for (int w = 0; w < ability.length; w++) {
          improveAbility(w);
        }
        for (int t = 0; t < ease.length; t++) {
          improveEase(t);
        }
      }
      double logPrior = logPrior();
      logLikelihood[done] = expect();
      objective[done] = logLikelihood[done] + logPrior;
      converged =
          done > 0 && objective[done] - objective[done - 1] < options.tolerance() * answers.size();
      done++;
    }
    Posterior result = new Posterior(posterior, q);
    return new InferredTruth(
        Method.GLAD,
        "asked for",
        result,
        result.expectedAccuracy(answers),
        Doubles.NONE,
        new Convergence(
            done,
            converged,
            Doubles.owned(Arrays.copyOf(logLikelihood, done)),
            Doubles.owned(Arrays.copyOf(objective, done))));
  }

  private void improveAbility(int w) {
    double a = ability[w];
    double gradient = PRIOR_MEAN - a;
    double curvature = 1;
    for (int i : byWorker[w]) {
      double e = StrictMath.exp(ease[answers.task(i)]);
      double p = sigmoid(a * e);
      gradient += (right(i) - p) * e;
      curvature += p * (1 - p) * e * e;
    }
    double step = gradient / curvature;
    double before = abilityObjective(w, a);
    for (int halving = 0; halving < 30; halving++) {
      if (abilityObjective(w, a + step) >= before) {
        ability[w] = a + step;
        return;
      }
      step /= 2;
    }
  }

  private void improveEase(int t) {
    double b = ease[t];
    double e = StrictMath.exp(b);
    double gradient = PRIOR_MEAN - b;
    double curvature = 1;
    for (int i = answers.start(t); i < answers.start(t + 1); i++) {
      double x = ability[answers.worker(i)] * e;
      double p = sigmoid(x);
      gradient += (right(i) - p) * x;
      curvature += p * (1 - p) * x * x;
    }
    double step = StrictMath.max(-1, StrictMath.min(1, gradient / curvature));
    double before = easeObjective(t, b);
    for (int halving = 0; halving < 30; halving++) {
      if (b + step <= MOST_EASE && easeObjective(t, b + step) >= before) {
        ease[t] = b + step;
        return;
      }
      step /= 2;
    }
  }

  private double abilityObjective(int w, double a) {
    double sum = -(a - PRIOR_MEAN) * (a - PRIOR_MEAN) / 2;
    for (int i : byWorker[w]) {
      sum += expectedLog(i, a * StrictMath.exp(ease[answers.task(i)]));
    }
    return sum;
  }

  private double easeObjective(int t, double b) {
    double sum = -(b - PRIOR_MEAN) * (b - PRIOR_MEAN) / 2;
    double e = StrictMath.exp(b);
    for (int i = answers.start(t); i < answers.start(t + 1); i++) {
      sum += expectedLog(i, ability[answers.worker(i)] * e);
    }
    return sum;
  }

  /** The expected log-probability of answer {@code i} at logit {@code x}, up to a constant. */
  private double expectedLog(int i, double x) {
    double logWrong = -softplus(x);
    return logWrong + right(i) * x;
  }

  private double right(int i) {
    return posterior[answers.task(i) * q + answers.label(i)];
  }

  private double expect() {
    double[] prior = classShares();
    double evidence = 0;
    double[] score = new double[q];
    for (int t = 0; t < answers.nTasks(); t++) {
      if (answers.start(t) == answers.start(t + 1)) {
        continue;
      }
      double e = StrictMath.exp(ease[t]);
      for (int k = 0; k < q; k++) {
        score[k] = StrictMath.log(prior[k]);
      }
      double allWrong = 0;
      for (int i = answers.start(t); i < answers.start(t + 1); i++) {
        double x = ability[answers.worker(i)] * e;
        double logWrong = -softplus(x) - StrictMath.log(q - 1.0);
        allWrong += logWrong;
        score[answers.label(i)] += x + StrictMath.log(q - 1.0);
      }
      int gold = options.gold(t);
      evidence += allWrong + (gold == Options.UNKNOWN ? normalise(score, t * q) : score[gold]);
    }
    return evidence;
  }

  private double normalise(double[] score, int at) {
    double best = Arrays.stream(score).max().orElseThrow();
    double sum = 0;
    for (int k = 0; k < q; k++) {
      posterior[at + k] = StrictMath.exp(score[k] - best);
      sum += posterior[at + k];
    }
    for (int k = 0; k < q; k++) {
      posterior[at + k] /= sum;
    }
    return best + StrictMath.log(sum);
  }

  private double[] classShares() {
    double[] shares = new double[q];
    double sum = 0;
    for (int i = 0; i < posterior.length; i++) {
      shares[i % q] += posterior[i];
      sum += posterior[i];
    }
    for (int k = 0; k < q; k++) {
      shares[k] /= sum;
    }
    return shares;
  }

  private double logPrior() {
    double sum = 0;
    for (double a : ability) {
      sum -= (a - PRIOR_MEAN) * (a - PRIOR_MEAN) / 2;
    }
    for (double b : ease) {
      sum -= (b - PRIOR_MEAN) * (b - PRIOR_MEAN) / 2;
    }
    return sum;
  }

  private static int[][] byWorker(Answers answers) {
    int[] counts = answers.workerCounts();
    int[][] index = new int[counts.length][];
    for (int w = 0; w < counts.length; w++) {
      index[w] = new int[counts[w]];
    }
    int[] next = new int[counts.length];
    for (int i = 0; i < answers.size(); i++) {
      int w = answers.worker(i);
      index[w][next[w]++] = i;
    }
    return index;
  }

  private static double sigmoid(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }

  /** ln(1 + e^x) without overflow. */
  private static double softplus(double x) {
    return StrictMath.max(x, 0) + StrictMath.log1p(StrictMath.exp(-StrictMath.abs(x)));
  }
}
