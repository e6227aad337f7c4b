package assay.domain;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;

/**
 * Weighted votes over the five labels: the winning direction, its share, and the strength within
 * it.
 */
public final class Votes {
  private static final PreferenceLabel[] LABELS = PreferenceLabel.values();

  private final double[] weight = new double[LABELS.length];

  private Votes() {}

  /** Every judgment counts the same. */
  public static Votes equal(Collection<Judgment> judgments) {
    Votes votes = new Votes();
    for (Judgment judgment : judgments) {
      votes.weight[((Answer.Preference) judgment.answer()).label().ordinal()] += 1;
    }
    return votes;
  }

  /** Each label's weight, by its place in {@code labels}. */
  static Votes of(List<PreferenceLabel> labels, IntToDoubleFunction weightOf) {
    Votes votes = new Votes();
    for (int k = 0; k < labels.size(); k++) {
      votes.weight[labels.get(k).ordinal()] = weightOf.applyAsDouble(k);
    }
    return votes;
  }

  public double total() {
    return Arrays.stream(weight).sum();
  }

  public double of(Direction direction) {
    double sum = 0;
    for (PreferenceLabel label : LABELS) {
      if (label.direction() == direction) {
        sum += weight[label.ordinal()];
      }
    }
    return sum;
  }

  /** Share of a direction among all votes, 0 without votes. */
  public double share(Direction direction) {
    double total = total();
    return total == 0 ? 0 : of(direction) / total;
  }

  /** The direction with the most votes; empty when two or more share the first place. */
  public Optional<Direction> winner() {
    Direction best = null;
    boolean tied = true;
    for (Direction direction : Direction.values()) {
      double votes = of(direction);
      if (votes > 0 && (best == null || votes > of(best))) {
        best = direction;
        tied = false;
      } else if (best != null && votes == of(best)) {
        tied = true;
      }
    }
    return tied ? Optional.empty() : Optional.ofNullable(best);
  }

  /**
   * The label of a direction: the weighted median of the strength within it, the weaker of two
   * middles.
   */
  public PreferenceLabel strength(Direction direction) {
    if (direction == Direction.TIE) {
      return PreferenceLabel.TIE;
    }
    boolean a = direction == Direction.A;
    PreferenceLabel weak = a ? PreferenceLabel.A_BETTER : PreferenceLabel.B_BETTER;
    PreferenceLabel strong = a ? PreferenceLabel.A_MUCH_BETTER : PreferenceLabel.B_MUCH_BETTER;
    return weight[weak.ordinal()] >= weight[strong.ordinal()] ? weak : strong;
  }

  /** The weighted median over all five labels, the one nearer to a tie of two middles. */
  public PreferenceLabel median() {
    double half = total() / 2;
    double below = 0;
    PreferenceLabel upper = PreferenceLabel.TIE;
    PreferenceLabel lower = PreferenceLabel.TIE;
    boolean reached = false;
    for (PreferenceLabel label : LABELS) {
      if (weight[label.ordinal()] == 0) {
        continue;
      }
      below += weight[label.ordinal()];
      if (!reached && below >= half) {
        upper = label;
        reached = true;
        lower = label;
        if (below > half) {
          break;
        }
      } else if (reached) {
        lower = label;
        break;
      }
    }
    return Math.abs(upper.margin()) <= Math.abs(lower.margin()) ? upper : lower;
  }

  /** Mean margin on −2…2, positive for A; 0 without votes. */
  public double meanMargin() {
    double sum = 0;
    for (PreferenceLabel label : LABELS) {
      sum += weight[label.ordinal()] * label.margin();
    }
    double total = total();
    return total == 0 ? 0 : sum / total;
  }
}
