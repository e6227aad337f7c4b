package assay.domain.measure.consensus;

import assay.domain.measure.Doubles;
import java.util.Arrays;

/**
 * The vote on one item when every judgment has a weight of its own.
 *
 * @param share each label's share of the weights; all 0 without judgments
 */
public record WeightedVote(Doubles share) {
  private static final double TIE = 1e-9;

  /** No label leads alone. */
  public static final int NO_LABEL = -1;

  /**
   * The vote of judgments given by their labels and weights.
   *
   * @param weights one a judgment, 0 or more
   */
  public static WeightedVote of(int[] labels, double[] weights, int nLabels) {
    double[] share = new double[nLabels];
    double sum = 0;
    for (int i = 0; i < labels.length; i++) {
      share[labels[i]] += weights[i];
      sum += weights[i];
    }
    for (int k = 0; k < nLabels && sum > 0; k++) {
      share[k] /= sum;
    }
    return new WeightedVote(Doubles.owned(share));
  }

  /** The share of the leading label. */
  public double confidence() {
    return Arrays.stream(share.toArray()).max().orElse(0);
  }

  /** The label with the largest share, or {@link #NO_LABEL} when several have it. */
  public int winner() {
    double best = confidence();
    int winner = NO_LABEL;
    for (int k = 0; k < share.size() && best > 0; k++) {
      if (share.at(k) >= best - TIE) {
        if (winner != NO_LABEL) {
          return NO_LABEL;
        }
        winner = k;
      }
    }
    return winner;
  }
}
