package assay.activities.desk;

import assay.domain.Tier;
import assay.domain.Wire;
import java.math.BigDecimal;

/**
 * What a person sees of their own work.
 *
 * @param done labels handed in, gold among them
 * @param earned US dollars, exact
 * @param standing {@code new}, {@code strong}, {@code steady} or {@code needs_care}; late by some
 *     items
 */
public record Me(String name, String tier, long done, BigDecimal earned, String standing) {

  Me withStanding(String standing) {
    return new Me(name, tier, done, earned, standing);
  }

  static String tier(int ordinal) {
    return Wire.name(Tier.values()[ordinal]);
  }
}
