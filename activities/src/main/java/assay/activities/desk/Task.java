package assay.activities.desk;

import assay.domain.spec.CampaignSpec;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person is shown under one lease; alike for gold and for real items.
 *
 * @param item opaque name of the item
 * @param prompt a text or a list of turns, as the input had it
 * @param labels what may be chosen, relative to the order shown; empty where nothing is
 * @param payUsd by the hour, what the estimated time would earn
 * @param payPerHourUsd null where people are paid by the task
 * @param points of ratings: the highest; null for other types
 */
public record Task(
    long lease,
    Instant expiresAt,
    String campaign,
    String taskType,
    String item,
    JsonNode prompt,
    List<Shown> responses,
    List<String> labels,
    List<CampaignSpec.Criterion> rubric,
    String guidelines,
    int estimatedSeconds,
    BigDecimal payUsd,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable BigDecimal payPerHourUsd,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer points) {

  /** One response under the letter it is shown with. */
  public record Shown(String key, String text) {}
}
