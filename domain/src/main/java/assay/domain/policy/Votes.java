package assay.domain.policy;

import assay.domain.Answer;
import assay.domain.Direction;
import assay.domain.Judgment;
import assay.domain.PreferenceLabel;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;

/**
 * Weighted votes over the five labels: the winning direction, its share, and the strength within
 * it.
 */
public final class Votes {
  private static final PreferenceLabel[] LABELS = PreferenceLabel.values();

  private final double[] weight = new double[LABELS.length];

  private Votes() {}

  public static Votes equal(Collection<Judgment> judgments) {
    return weighted(judgments, judgment -> 1.0);
  }

  /** Judgments are added in their own order, so that the sums do not depend on anything else. */
  public static Votes weighted(
      Collection<Judgment> judgments, ToDoubleFunction<Judgment> weightOf) {
    Votes votes = new Votes();
    for (Judgment judgment : judgments) {
      switch (judgment.answer()) {
        case Answer.Preference preference ->
            votes.weight[preference.label().ordinal()] += weightOf.applyAsDouble(judgment);
      }
    }
    return votes;
  }

  /** Each label's share as its weight, by its place in {@code labels}. */
  static Votes of(List<PreferenceLabel> labels, IntToDoubleFunction share) {
    Votes votes = new Votes();
    for (int k = 0; k < labels.size(); k++) {
      votes.weight[labels.get(k).ordinal()] = share.applyAsDouble(k);
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
