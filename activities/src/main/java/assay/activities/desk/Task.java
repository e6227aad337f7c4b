package assay.activities.desk;

import assay.domain.spec.CampaignSpec;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * What a person is shown under one lease; alike for gold and for real items.
 *
 * @param item opaque name of the item
 * @param prompt a text or a list of turns, as the input had it
 * @param labels what may be answered, relative to the order shown
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
    BigDecimal payUsd) {

  /** One response under the letter it is shown with. */
  public record Shown(String key, String text) {}
}
