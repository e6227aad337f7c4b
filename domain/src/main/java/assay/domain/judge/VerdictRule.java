package assay.domain.judge;

import assay.domain.Direction;
import assay.domain.PreferenceLabel;
import assay.domain.Verdict;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes one verdict of a judge's opinions: label, raw confidence and margin.
 *
 * <p>With log-probabilities in every order they are averaged, the label is the likeliest, its
 * probability the confidence. Without them, two orders that agree give 0.9 and the weaker strength,
 * or 0.6 on a tie; one order alone gives 1 − 0.1 for each hedging word, at least 0.3 and at most
 * 0.9 (0.6 on a tie). Orders that point in different directions give at most 0.5. Equally likely
 * labels: the one nearer to the tie, and of A and B the one that was drawn.
 */
public final class VerdictRule {
  private static final int AGREED = 900_000;
  private static final int AGREED_ON_TIE = 600_000;
  private static final int OPPOSED = 500_000;
  private static final int LEAST = 300_000;
  private static final int EACH_HEDGE = 100_000;
  private static final int MILLION = 1_000_000;

  private VerdictRule() {}

  /** The verdict of one order, as it was shown. */
  public static Verdict one(Opinion opinion, boolean evenGoesToB) {
    LabelProbabilities probabilities = opinion.probabilities();
    if (probabilities != null) {
      return likeliest(probabilities, MILLION, evenGoesToB);
    }
    boolean tie = opinion.label() == PreferenceLabel.TIE;
    int hedged = Math.max(LEAST, MILLION - EACH_HEDGE * opinion.hedges());
    int confidence = Math.min(tie ? AGREED_ON_TIE : AGREED, hedged);
    return decided(opinion.label(), confidence, opinion.label().margin());
  }

  /**
   * The verdict of both orders.
   *
   * @param ab the opinion with the pair's first response shown first
   * @param ba the opinion with the second shown first, as it was shown
   * @param evenGoesToB which side gets the label when both are equally likely, drawn for the pair
   */
  public static Verdict both(Opinion ab, Opinion ba, boolean evenGoesToB) {
    Opinion undone = ba.swapped();
    Direction direction = ab.label().direction();
    boolean agree = direction == undone.label().direction();
    LabelProbabilities first = ab.probabilities();
    LabelProbabilities second = undone.probabilities();
    if (first != null && second != null) {
      return likeliest(first.mean(second), agree ? MILLION : OPPOSED, evenGoesToB);
    }
    PreferenceLabel label = nearest(List.of(ab.label(), undone.label()), evenGoesToB);
    int confidence = !agree ? OPPOSED : direction == Direction.TIE ? AGREED_ON_TIE : AGREED;
    double margin = (ab.label().margin() + undone.label().margin()) / 2.0;
    return decided(label, confidence, margin);
  }

  private static Verdict likeliest(
      LabelProbabilities probabilities, int most, boolean evenGoesToB) {
    int greatest = -1;
    List<PreferenceLabel> likeliest = new ArrayList<>();
    for (PreferenceLabel label : PreferenceLabel.values()) {
      // Compared as they are kept: a difference of the last bit must not decide a label.
      int probability = millionths(probabilities.of(label));
      if (probability > greatest) {
        likeliest.clear();
        greatest = probability;
      }
      if (probability == greatest) {
        likeliest.add(label);
      }
    }
    return decided(
        nearest(likeliest, evenGoesToB), Math.min(greatest, most), probabilities.margin());
  }

  private static PreferenceLabel nearest(List<PreferenceLabel> labels, boolean evenGoesToB) {
    PreferenceLabel nearest = labels.getFirst();
    for (PreferenceLabel label : labels) {
      int nearer = Math.abs(label.margin()) - Math.abs(nearest.margin());
      boolean drawn =
          evenGoesToB ? label.margin() < nearest.margin() : label.margin() > nearest.margin();
      if (nearer < 0 || (nearer == 0 && drawn)) {
        nearest = label;
      }
    }
    return nearest;
  }

  private static Verdict decided(PreferenceLabel label, int confidence, double margin) {
    return new Verdict(Verdict.Outcome.DECIDED, label, confidence, millionths(margin));
  }

  private static int millionths(double value) {
    return BigDecimal.valueOf(value)
        .movePointRight(6)
        .setScale(0, RoundingMode.HALF_UP)
        .intValueExact();
  }
}
