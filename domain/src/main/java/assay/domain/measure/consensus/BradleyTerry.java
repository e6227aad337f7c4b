package assay.domain.measure.consensus;

import assay.domain.measure.Doubles;
import java.util.Arrays;

/**
 * Strengths from pairwise wins: P(i beats j) = s_i / (s_i + s_j).
 *
 * <p>Hunter, MM Algorithms for Generalized Bradley–Terry Models (2004), equation 3. Ties count as
 * half a win for each.
 */
public final class BradleyTerry {
  private static final int MOST_ITERATIONS = 100_000;
  private static final double TOLERANCE = 1e-13;

  private BradleyTerry() {}

  /**
   * The log-strengths of the items, with mean 0.
   *
   * @param wins how often item i beat item j, at {@code [i][j]}
   * @param prior virtual wins of every item over every other, to hold back items with few games; 0
   *     for maximum likelihood
   * @throws IllegalArgumentException when some items never lost to the others (directly or through
   *     a chain), so that without a prior no finite strengths exist
   */
  public static Doubles logStrengths(double[][] wins, double prior) {
    int n = wins.length;
    double[][] w = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        w[i][j] = i == j ? 0 : wins[i][j] + prior;
      }
    }
    if (n > 1 && !(reachesAll(w, false) && reachesAll(w, true))) {
      throw new IllegalArgumentException(
          "some items never lost to the others, so their strength is unbounded: use a prior");
    }
    double[] strength = new double[n];
    Arrays.fill(strength, 1);
    for (int iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
      double moved = 0;
      double[] next = improved(w, strength);
      for (int i = 0; i < n; i++) {
        moved = StrictMath.max(moved, StrictMath.abs(StrictMath.log(next[i] / strength[i])));
      }
      strength = next;
      if (moved < TOLERANCE) {
        break;
      }
    }
    return Doubles.owned(Arrays.stream(strength).map(StrictMath::log).toArray());
  }

  /** One MM step, scaled so that the logarithms have mean 0. */
  private static double[] improved(double[][] w, double[] strength) {
    int n = strength.length;
    double[] next = new double[n];
    double meanLog = 0;
    for (int i = 0; i < n; i++) {
      double won = 0;
      double games = 0;
      for (int j = 0; j < n; j++) {
        won += w[i][j];
        games += (w[i][j] + w[j][i]) / (strength[i] + strength[j]);
      }
      next[i] = n == 1 ? 1 : won / games;
      meanLog += StrictMath.log(next[i]) / n;
    }
    for (int i = 0; i < n; i++) {
      next[i] /= StrictMath.exp(meanLog);
    }
    return next;
  }

  /** Whether item 0 reaches every item along wins (or, reversed, along losses). */
  private static boolean reachesAll(double[][] w, boolean reversed) {
    int n = w.length;
    boolean[] seen = new boolean[n];
    int[] queue = new int[n];
    seen[0] = true;
    int reached = 1;
    for (int at = 0; at < reached; at++) {
      for (int j = 0; j < n; j++) {
        double won = reversed ? w[j][queue[at]] : w[queue[at]][j];
        if (won > 0 && !seen[j]) {
          seen[j] = true;
          queue[reached++] = j;
        }
      }
    }
    return reached == n;
  }
}
