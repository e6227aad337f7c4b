package assay.workers.control;

import assay.domain.measure.quality.GoldQuestion;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A campaign as its manager sees it; its JSON is {@code status --json}.
 *
 * @param status running, paused, waiting_for_people, completed, failed or cancelled
 * @param reason why it is so, empty when it needs no words
 * @param eta when people's work ends at the present pace, null when that cannot be said
 */
public record CampaignStatus(
    String name,
    String status,
    String reason,
    String phase,
    Pairs pairs,
    Agreement agreement,
    Cost cost,
    Gold gold,
    @Nullable Instant eta) {

  /**
   * @param total real pairs
   * @param settled of those, with a label or without one for good
   * @param byDecider settled pairs by who decided them
   * @param byPhase all pairs by the phase of their batch
   */
  public record Pairs(
      long total,
      long gold,
      long settled,
      Map<String, Long> byDecider,
      Map<String, Long> byPhase) {}

  /**
   * How often two people who saw the same pair preferred the same side.
   *
   * @param raw share of all such comparisons, null when there is none
   * @param items pairs with two or more counted judgments
   */
  public record Agreement(@Nullable BigDecimal raw, long items) {}

  /**
   * @param judgments paid judgments, gold included
   * @param budgetUsd the most it may cost, 0 for no limit
   * @param committedUsd spent, or reserved for what is under way; never above the budget
   */
  public record Cost(
      BigDecimal modelsUsd,
      BigDecimal peopleUsd,
      BigDecimal totalUsd,
      long promptTokens,
      long completionTokens,
      long judgments,
      BigDecimal budgetUsd,
      BigDecimal committedUsd) {}

  /**
   * @param pool gold questions there are
   * @param used of those, how many somebody has answered
   * @param suspect those whose known label is probably wrong
   */
  public record Gold(long pool, long used, List<GoldQuestion> suspect) {
    public Gold {
      suspect = List.copyOf(suspect);
    }
  }

  /** Whether anything more will happen by itself. */
  public boolean over() {
    return switch (status) {
      case "completed", "failed", "cancelled" -> true;
      default -> false;
    };
  }
}
