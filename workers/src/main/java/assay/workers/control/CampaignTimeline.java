package assay.workers.control;

import assay.activities.store.Timeline;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a campaign came to where it is, and where it goes from there.
 *
 * @param to when it ended, or now
 * @param measure what agreement is the share of
 * @param forecast null once it is over
 */
public record CampaignTimeline(
    String name,
    Instant from,
    Instant to,
    String measure,
    List<Timeline.Span> spans,
    BigDecimal budgetUsd,
    @Nullable Forecast forecast) {
  public CampaignTimeline {
    spans = List.copyOf(spans);
  }

  /**
   * What the campaign comes to if it goes on as it has.
   *
   * @param judgmentsLeft places still to be filled, gold and experts not counted
   * @param peopleUsd what people will have earned, each place at the mean pay so far
   * @param modelsUsd what models will have cost, each pair at the mean so far; null before any pair
   *     is through
   * @param eta null when that cannot be said
   */
  public record Forecast(
      long judgmentsLeft,
      BigDecimal peopleUsd,
      @Nullable BigDecimal modelsUsd,
      @Nullable BigDecimal totalUsd,
      @Nullable Instant eta) {}
}
