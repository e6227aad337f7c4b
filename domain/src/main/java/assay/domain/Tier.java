package assay.domain;

import java.math.BigDecimal;

/** How far an annotator is trained, lowest first; the hourly rate is the reference for pay. */
public enum Tier {
  CROWD(12),
  TRAINED(25),
  EXPERT(50),
  DOMAIN_SPECIALIST(100);

  private final int hourlyUsd;

  Tier(int hourlyUsd) {
    this.hourlyUsd = hourlyUsd;
  }

  public BigDecimal hourlyUsd() {
    return BigDecimal.valueOf(hourlyUsd);
  }
}
