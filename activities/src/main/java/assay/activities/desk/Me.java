package assay.activities.desk;

import assay.domain.Tier;
import assay.domain.Wire;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person sees of their own work.
 *
 * @param done labels handed in, gold among them
 * @param earned US dollars, exact; practice and bonuses among them
 * @param standing {@code new}, {@code strong}, {@code steady} or {@code needs_care}; late by some
 *     items
 * @param paused names of running campaigns that give this person no more work, until a manager
 *     decides
 * @param campaigns where the person has worked, the oldest first
 * @param notAdmitted names of running campaigns whose test the person did not pass
 * @param canRequalify names of those that have paused the person and offer the test once more
 */
public record Me(
    String name,
    String tier,
    long done,
    BigDecimal earned,
    String standing,
    List<String> paused,
    List<Work> campaigns,
    List<String> notAdmitted,
    List<String> canRequalify) {

  /**
   * A person's work in one campaign.
   *
   * @param earned US dollars, bonus among them
   * @param voided of those done, how many count no more; they stay paid
   * @param usdPerHour of measured work; null when no time was measured
   */
  public record Work(
      String campaign,
      long done,
      BigDecimal earned,
      BigDecimal bonus,
      long voided,
      @Nullable BigDecimal usdPerHour) {}

  public Me {
    paused = List.copyOf(paused);
    campaigns = List.copyOf(campaigns);
    notAdmitted = List.copyOf(notAdmitted);
    canRequalify = List.copyOf(canRequalify);
  }

  static String tier(int ordinal) {
    return Wire.name(Tier.values()[ordinal]);
  }
}
