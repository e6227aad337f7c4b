package assay.domain.measure.inference;

import assay.domain.measure.Answers;
import assay.domain.measure.Doubles;
import assay.domain.measure.OthersMajority;
import java.util.Arrays;

/** Majority voting, plain and weighted: the posterior is each label's share of the votes. */
final class Votes {
  /** The weight of an annotator of whom nothing is known. */
  static final double UNKNOWN_WEIGHT = 0.5;

  private Votes() {}

  static InferredTruth majority(Answers answers, Options options) {
    double[] ones = new double[answers.nWorkers()];
    Arrays.fill(ones, 1);
    return result(Method.MAJORITY, answers, shares(answers, options, ones));
  }

  static InferredTruth weighted(Answers answers, Options options) {
    Doubles given = options.workerWeights();
    double[] weights = given.isEmpty() ? estimatedWeights(answers, options) : given.toArray();
    return result(Method.WEIGHTED, answers, shares(answers, options, weights));
  }

  /** Each task's share of the votes by label; gold tasks have 1 for the gold label. */
  static double[] shares(Answers answers, Options options, double[] weights) {
    int q = answers.nLabels();
    double[] shares = new double[answers.nTasks() * q];
    for (int t = 0; t < answers.nTasks(); t++) {
      int at = t * q;
      int gold = options.gold(t);
      if (gold != Options.UNKNOWN) {
        shares[at + gold] = 1;
        continue;
      }
      double sum = 0;
      for (int i = answers.start(t); i < answers.start(t + 1); i++) {
        double weight = weights[answers.worker(i)];
        shares[at + answers.label(i)] += weight;
        sum += weight;
      }
      for (int k = 0; k < q && sum > 0; k++) {
        shares[at + k] /= sum;
      }
    }
    return shares;
  }

  /**
   * An annotator's weight: the share of agreement with gold where there is gold, else with the
   * weighted majority of the others; drawn towards {@link #UNKNOWN_WEIGHT} by two pseudo-answers.
   * Two rounds, so that the majority that weights are measured by is itself weighted.
   */
  private static double[] estimatedWeights(Answers answers, Options options) {
    double[] weights = new double[answers.nWorkers()];
    Arrays.fill(weights, 1);
    for (int round = 0; round < 2; round++) {
      OthersMajority others = OthersMajority.of(answers, weights);
      double[] hits = others.hits().toArray();
      int[] compared = others.compared().toArray();
      addGold(answers, options, hits, compared);
      for (int w = 0; w < weights.length; w++) {
        weights[w] = (hits[w] + 2 * UNKNOWN_WEIGHT) / (compared[w] + 2);
      }
    }
    return weights;
  }

  private static void addGold(Answers answers, Options options, double[] hits, int[] compared) {
    for (int i = 0; i < answers.size() && !options.gold().isEmpty(); i++) {
      int gold = options.gold(answers.task(i));
      if (gold != Options.UNKNOWN) {
        compared[answers.worker(i)]++;
        hits[answers.worker(i)] += gold == answers.label(i) ? 1 : 0;
      }
    }
  }

  private static InferredTruth result(Method method, Answers answers, double[] shares) {
    Posterior posterior = new Posterior(shares, answers.nLabels());
    return new InferredTruth(
        method,
        "asked for",
        posterior,
        posterior.expectedAccuracy(answers),
        Doubles.NONE,
        InferredTruth.Convergence.NONE);
  }
}
