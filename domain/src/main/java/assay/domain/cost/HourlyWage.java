package assay.domain.cost;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** What an hour of measured work earned, in US dollars and cents. */
public final class HourlyWage {
  private static final BigDecimal TENTHS_AN_HOUR = BigDecimal.valueOf(36_000);

  /** Ten minutes: with less a wage says more of the items than of the pay. */
  private static final long LEAST_TENTHS = 6_000;

  private HourlyWage() {}

  /**
   * @param tenths of a second
   * @return null when no time was measured
   */
  public static @Nullable BigDecimal of(BigDecimal usd, long tenths) {
    return tenths == 0
        ? null
        : usd.multiply(TENTHS_AN_HOUR).divide(BigDecimal.valueOf(tenths), 2, RoundingMode.HALF_UP);
  }

  /** Whether it is known to be less than the floor; never without one. */
  public static boolean isBelow(BigDecimal floorUsd, BigDecimal usd, long tenths) {
    BigDecimal wage = of(usd, tenths);
    return wage != null && tenths >= LEAST_TENTHS && wage.compareTo(floorUsd) < 0;
  }
}
