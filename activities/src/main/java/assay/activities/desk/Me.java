package assay.activities.desk;

import assay.domain.Tier;
import assay.domain.Wire;
import java.math.BigDecimal;
import java.time.Instant;
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
 * @param suspended null unless the person is
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
    List<String> canRequalify,
    @Nullable Suspension suspended) {

  /**
   * A suspension, and where an appeal against it may be filed.
   *
   * @param why the manager's words, which may be empty
   * @param since null for one from before this was kept
   * @param campaigns where the person has worked, running ones first, then the newest first; an
   *     appeal names one of them
   */
  public record Suspension(String why, @Nullable Instant since, List<String> campaigns) {
    public Suspension {
      campaigns = List.copyOf(campaigns);
    }
  }

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
