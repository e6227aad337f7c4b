package assay.activities.desk;

import java.math.BigDecimal;

/** Exact amounts without needless zeros and never in scientific form. */
final class Dollars {
  private Dollars() {}

  static BigDecimal plain(BigDecimal amount) {
    BigDecimal stripped = amount.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }
}
