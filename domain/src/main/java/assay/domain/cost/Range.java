package assay.domain.cost;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** A figure that is not known yet: least, expected, most, each for itself. */
public record Range<T extends Number>(T least, T expected, T most) {

  /**
   * Whole numbers of the cheapest, expected and dearest case, rounded up: half a judgment is paid
   * as one. What the dearest case has least of, such as spot checks, is turned round.
   */
  static Range<Long> counts(double cheapest, double expected, double dearest) {
    return new Range<>(
        up(Math.min(cheapest, dearest)), up(expected), up(Math.max(cheapest, dearest)));
  }

  private static long up(double value) {
    // What is a whole number but for the last bits of a double stays that number.
    return (long) StrictMath.ceil(value - 1e-9);
  }

  /** Dollars, rounded once to cents. */
  static Range<BigDecimal> dollars(BigDecimal least, BigDecimal expected, BigDecimal most) {
    return new Range<>(cents(least), cents(expected), cents(most));
  }

  private static BigDecimal cents(BigDecimal value) {
    return value.setScale(2, RoundingMode.HALF_UP);
  }
}
