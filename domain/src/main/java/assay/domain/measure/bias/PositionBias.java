package assay.domain.measure.bias;

import assay.domain.Direction;
import assay.domain.measure.Estimate;
import assay.domain.measure.quality.Wilson;
import java.util.List;

/**
 * How far a judge follows the order in which the responses are shown.
 *
 * @param heard pairs with a verdict in both orders
 * @param flips share of them on which the two orders do not agree about the side
 * @param first share of them on which the response shown first is preferred in both orders
 * @param second share of them on which the response shown second is
 */
public record PositionBias(int heard, Estimate flips, Estimate first, Estimate second) {

  /** A pair's two verdicts, each as it was shown: A is what stood first. */
  public record BothOrders(Direction ab, Direction ba) {
    boolean flips() {
      return switch (ba) {
        case A -> ab != Direction.B;
        case TIE -> ab != Direction.TIE;
        case B -> ab != Direction.A;
      };
    }
  }

  public static PositionBias of(List<BothOrders> pairs) {
    int flips = 0;
    int first = 0;
    int second = 0;
    for (BothOrders pair : pairs) {
      flips += pair.flips() ? 1 : 0;
      first += pair.ab() == Direction.A && pair.ba() == Direction.A ? 1 : 0;
      second += pair.ab() == Direction.B && pair.ba() == Direction.B ? 1 : 0;
    }
    int n = pairs.size();
    return new PositionBias(
        n, Wilson.interval(flips, n), Wilson.interval(first, n), Wilson.interval(second, n));
  }
}
