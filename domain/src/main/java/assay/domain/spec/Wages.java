package assay.domain.spec;

import assay.domain.TaskType;
import assay.domain.Tier;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How people's work is paid.
 *
 * <p>A judgment is paid by the task, which is the tier's hourly rate times the seconds that such a
 * task takes, or by the time that it took. An amount written in the spec replaces the first, the
 * rate of the second.
 *
 * @param floorUsd the least that an hour of measured work should earn, 0 without a floor
 * @param bonus null without one
 */
public record Wages(Mode mode, BigDecimal floorUsd, @Nullable Bonus bonus) {
  public static final Wages PER_TASK = new Wages(Mode.PER_TASK, BigDecimal.ZERO, null);
  private static final int DECIMALS = 6;
  private static final BigDecimal SECONDS_AN_HOUR = BigDecimal.valueOf(3600);

  public Wages {
    Objects.requireNonNull(mode, "mode");
  }

  /** What a judgment is paid for. */
  public enum Mode {
    PER_TASK,
    PER_HOUR
  }

  /**
   * Paid to a person each time that many more judgments are in.
   *
   * @param after judgments, gold among them
   * @param minGold the least share of gold questions answered rightly
   */
  public record Bonus(int after, BigDecimal usd, double minGold) {}

  /** Pay of one task; by the hour, of a task that takes as long as estimated. */
  BigDecimal task(@Nullable BigDecimal written, Tier tier, TaskType task) {
    if (mode == Mode.PER_TASK && written != null) {
      return written;
    }
    return hours(rate(written, tier), BigDecimal.valueOf(task.estimatedSeconds()));
  }

  /** Pay by the hour. */
  BigDecimal rate(@Nullable BigDecimal written, Tier tier) {
    return mode == Mode.PER_HOUR && written != null ? written : tier.hourlyUsd();
  }

  /** The most that one task may earn; the time beyond {@code maxSeconds} is not paid. */
  BigDecimal most(@Nullable BigDecimal written, Tier tier, TaskType task, double maxSeconds) {
    return switch (mode) {
      case PER_TASK -> task(written, tier, task);
      case PER_HOUR -> hours(rate(written, tier), BigDecimal.valueOf(maxSeconds));
    };
  }

  /**
   * Pay of measured time.
   *
   * @param tenths of a second
   * @param maxSeconds the time beyond is not paid
   */
  public static BigDecimal measured(BigDecimal hourlyUsd, int tenths, double maxSeconds) {
    return hours(hourlyUsd, BigDecimal.valueOf(tenths, 1).min(BigDecimal.valueOf(maxSeconds)));
  }

  private static BigDecimal hours(BigDecimal rate, BigDecimal seconds) {
    return rate.multiply(seconds)
        .divide(SECONDS_AN_HOUR, DECIMALS, RoundingMode.HALF_UP)
        .stripTrailingZeros();
  }
}
