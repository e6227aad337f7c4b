package assay.activities.desk;

import assay.domain.Tier;
import assay.domain.Wire;
import java.math.BigDecimal;
import java.util.List;

/**
 * What a person sees of their own work.
 *
 * @param done labels handed in, gold among them
 * @param earned US dollars, exact
 * @param standing {@code new}, {@code strong}, {@code steady} or {@code needs_care}; late by some
 *     items
 * @param paused names of running campaigns that give this person no more work, until a manager
 *     decides
 */
public record Me(
    String name, String tier, long done, BigDecimal earned, String standing, List<String> paused) {
  public Me {
    paused = List.copyOf(paused);
  }

  Me with(String standing, List<String> paused) {
    return new Me(name, tier, done, earned, standing, paused);
  }

  static String tier(int ordinal) {
    return Wire.name(Tier.values()[ordinal]);
  }
}
