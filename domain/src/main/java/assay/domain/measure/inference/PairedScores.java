package assay.domain.measure.inference;

import java.util.Arrays;
import java.util.List;

/**
 * Scores of several candidates on the same tasks.
 *
 * @param byCandidate a score a task, for each candidate
 */
record PairedScores(double[][] byCandidate) {

  /** The tasks of all parts. */
  static PairedScores together(List<PairedScores> parts) {
    double[][] all = new double[parts.getFirst().byCandidate.length][];
    for (int c = 0; c < all.length; c++) {
      int candidate = c;
      all[c] =
          parts.stream()
              .flatMapToDouble(part -> Arrays.stream(part.byCandidate[candidate]))
              .toArray();
    }
    return new PairedScores(all);
  }

  double sum(int candidate) {
    double sum = 0;
    for (double score : byCandidate[candidate]) {
      sum += score;
    }
    return sum;
  }

  /** The candidate with the highest sum, the first of equals. */
  int best() {
    int best = 0;
    for (int c = 1; c < byCandidate.length; c++) {
      best = sum(c) > sum(best) ? c : best;
    }
    return best;
  }

  /** By how many standard errors of the paired difference a candidate falls short of another. */
  double behind(int candidate, int other) {
    int n = byCandidate[candidate].length;
    double mean = (sum(other) - sum(candidate)) / n;
    double squares = 0;
    for (int t = 0; t < n; t++) {
      double off = byCandidate[other][t] - byCandidate[candidate][t] - mean;
      squares += off * off;
    }
    return squares == 0 ? 0 : mean * n / StrictMath.sqrt(squares);
  }
}
