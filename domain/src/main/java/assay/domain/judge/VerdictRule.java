package assay.domain.judge;

import assay.domain.Direction;
import assay.domain.PreferenceLabel;
import assay.domain.Verdict;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * Makes one verdict of a judge's opinions: label, raw confidence and margin.
 *
 * <p>With log-probabilities in every opinion they are averaged, within an order and then over the
 * orders; the label is the likeliest, its probability the confidence. Without them the opinions
 * vote, each order as a whole: the direction with most votes wins, the strength is the weaker of
 * the middle ones within it. Orders that agree give 0.9 times the share of votes, 0.6 times on a
 * tie; two opinions that agree therefore give 0.9 or 0.6. One opinion alone gives 1 − 0.1 for each
 * hedging word, at least 0.3 and at most 0.9 (0.6 on a tie). Orders that point in different
 * directions give at most 0.5, with log-probabilities and without. Equally good labels: the one
 * nearer to the tie, and of A and B the one that was drawn.
 */
public final class VerdictRule {
  private static final int AGREED = 900_000;
  private static final int AGREED_ON_TIE = 600_000;
  private static final int OPPOSED = 500_000;
  private static final int MILLION = 1_000_000;

  private VerdictRule() {}

  /**
   * The verdict of one order.
   *
   * @param order one opinion a sample, as they were shown
   */
  public static Verdict one(List<Opinion> order, boolean evenGoesToB) {
    List<LabelProbabilities> probabilities = probabilities(order);
    if (probabilities.size() == order.size()) {
      return likeliest(LabelProbabilities.mean(probabilities), MILLION, evenGoesToB);
    }
    int most = order.size() == 1 ? order.getFirst().hedged() : MILLION;
    return vote(List.of(order), true, most, evenGoesToB);
  }

  /**
   * The verdict of both orders.
   *
   * @param ab opinions with the pair's first response shown first, one a sample
   * @param ba opinions with the second shown first, as they were shown
   * @param evenGoesToB which side gets the label when both are equally good, drawn for the pair
   */
  public static Verdict both(List<Opinion> ab, List<Opinion> ba, boolean evenGoesToB) {
    List<Opinion> undone = ba.stream().map(Opinion::swapped).toList();
    boolean agree = consistent(ab, ba);
    List<LabelProbabilities> first = probabilities(ab);
    List<LabelProbabilities> second = probabilities(undone);
    if (first.size() == ab.size() && second.size() == undone.size()) {
      LabelProbabilities mean =
          LabelProbabilities.mean(
              List.of(LabelProbabilities.mean(first), LabelProbabilities.mean(second)));
      return likeliest(mean, agree ? MILLION : OPPOSED, evenGoesToB);
    }
    return vote(List.of(ab, undone), agree, agree ? MILLION : OPPOSED, evenGoesToB);
  }

  /**
   * Whether both orders prefer the same side: each by most of its opinions, in an even vote by all
   * directions that share the first place.
   */
  public static boolean consistent(List<Opinion> ab, List<Opinion> ba) {
    return leading(List.of(ab))
        .equals(leading(List.of(ba.stream().map(Opinion::swapped).toList())));
  }

  private static Verdict vote(
      List<List<Opinion>> orders, boolean agree, int most, boolean evenGoesToB) {
    List<PreferenceLabel> middles = new ArrayList<>();
    for (Direction direction : leading(orders)) {
      middles.add(middle(orders, direction));
    }
    PreferenceLabel label = nearest(middles, evenGoesToB);
    double share = share(orders, label.direction());
    int cap = !agree ? MILLION : label == PreferenceLabel.TIE ? AGREED_ON_TIE : AGREED;
    double margin =
        mean(orders, order -> order.stream().mapToInt(o -> o.label().margin()).average());
    return decided(label, Math.min(most, millionths(share * cap / MILLION)), margin);
  }

  /** The directions with the most votes. */
  private static List<Direction> leading(List<List<Opinion>> orders) {
    int greatest = 0;
    List<Direction> leading = new ArrayList<>();
    for (Direction direction : Direction.values()) {
      int share = millionths(share(orders, direction));
      if (share > greatest) {
        leading.clear();
        greatest = share;
      }
      if (share == greatest) {
        leading.add(direction);
      }
    }
    return leading;
  }

  /** Each order counts the same, however many of its samples could be read. */
  private static double share(List<List<Opinion>> orders, Direction direction) {
    return mean(
        orders,
        order ->
            order.stream().mapToInt(o -> o.label().direction() == direction ? 1 : 0).average());
  }

  private static double mean(
      List<List<Opinion>> orders, Function<List<Opinion>, OptionalDouble> figure) {
    return orders.stream()
        .mapToDouble(order -> figure.apply(order).orElseThrow())
        .average()
        .orElseThrow();
  }

  /** The middle strength within a direction, the weaker of two. */
  private static PreferenceLabel middle(List<List<Opinion>> orders, Direction direction) {
    List<PreferenceLabel> labels =
        orders.stream()
            .flatMap(List::stream)
            .map(Opinion::label)
            .filter(label -> label.direction() == direction)
            .sorted(Comparator.comparingInt(label -> Math.abs(label.margin())))
            .toList();
    return labels.get((labels.size() - 1) / 2);
  }

  private static List<LabelProbabilities> probabilities(List<Opinion> opinions) {
    List<LabelProbabilities> given = new ArrayList<>();
    for (Opinion opinion : opinions) {
      LabelProbabilities probabilities = opinion.probabilities();
      if (probabilities != null) {
        given.add(probabilities);
      }
    }
    return given;
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
