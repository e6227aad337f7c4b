package assay.activities.desk;

import assay.domain.spec.CampaignSpec;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
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
 * @param practice true for a question of the test before the first paid task, else null
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
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean practice,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Progress progress,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer points) {

  /**
   * Where a practice question stands in its test.
   *
   * @param question from 1
   * @param attempt from 1, named {@code try} outside
   * @param pass the least share of right answers
   */
  public record Progress(
      int question, int of, @JsonProperty("try") int attempt, int tries, BigDecimal pass) {}

  /** One response under the letter it is shown with. */
  public record Shown(String key, String text) {}
}
