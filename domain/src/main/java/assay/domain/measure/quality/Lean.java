package assay.domain.measure.quality;

import assay.domain.measure.Answers;
import org.apache.commons.math3.distribution.BinomialDistribution;

/**
 * Whether somebody chooses one thing more often than can be explained.
 *
 * @param chosen how often it was chosen
 * @param of of how many
 * @param usual the share that would be expected
 * @param pValue the two-sided binomial probability of a share at least as far from usual
 */
public record Lean(int chosen, int of, double usual, double pValue) {
  /** Below this a lean is real; callers that test many people divide it by their number. */
  public static final double SURE = 0.01;

  /** The share chosen; NaN of none. */
  public double share() {
    return (double) chosen / of;
  }

  /** Whether the lean is real when {@code people} were tested. */
  public boolean isReal(int people) {
    return pValue < SURE / StrictMath.max(1, people);
  }

  /** The lean of {@code chosen} in {@code of} against an expected share. */
  public static Lean of(int chosen, int of, double usual) {
    double share = StrictMath.min(1, StrictMath.max(0, usual));
    BinomialDistribution expected = new BinomialDistribution(null, of, share);
    double below = expected.cumulativeProbability(chosen);
    double above = 1 - expected.cumulativeProbability(chosen - 1);
    return new Lean(chosen, of, usual, StrictMath.min(1, 2 * StrictMath.min(below, above)));
  }

  /**
   * Position bias: how often the answer favoured what was shown first, against one half.
   *
   * @param favouredFirst of the answers that favoured either
   */
  public static Lean towardsFirst(int favouredFirst, int favouredEither) {
    return of(favouredFirst, favouredEither, 0.5);
  }

  /**
   * Label bias: each worker's lean towards each label, against what the others said of the same
   * tasks (always A, always tie); at {@code [worker][label]}.
   */
  public static Lean[][] towardsLabels(Answers answers) {
    int q = answers.nLabels();
    int[][] chosen = new int[answers.nWorkers()][q];
    double[][] usual = new double[answers.nWorkers()][q];
    int[] compared = new int[answers.nWorkers()];
    int[] votes = new int[q];
    for (int t = 0; t < answers.nTasks(); t++) {
      int from = answers.start(t);
      int to = answers.start(t + 1);
      for (int i = from; i < to && to - from > 1; i++) {
        votes[answers.label(i)]++;
      }
      for (int i = from; i < to && to - from > 1; i++) {
        int w = answers.worker(i);
        compared[w]++;
        chosen[w][answers.label(i)]++;
        for (int k = 0; k < q; k++) {
          usual[w][k] += (votes[k] - (k == answers.label(i) ? 1.0 : 0)) / (to - from - 1);
        }
      }
      for (int i = from; i < to; i++) {
        votes[answers.label(i)] = 0;
      }
    }
    Lean[][] leans = new Lean[chosen.length][q];
    for (int w = 0; w < leans.length; w++) {
      for (int k = 0; k < q; k++) {
        double share = compared[w] == 0 ? 1.0 / q : usual[w][k] / compared[w];
        leans[w][k] = of(chosen[w][k], compared[w], share);
      }
    }
    return leans;
  }
}
