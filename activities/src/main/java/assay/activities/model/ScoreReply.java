package assay.activities.model;

import assay.activities.store.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** What a scoring endpoint replies: {@code {"score": 0.83}}. */
public final class ScoreReply {
  private ScoreReply() {}

  /** Empty when the reply is not an object with a finite number as its score. */
  public static Optional<Double> score(String reply) {
    JsonNode score;
    try {
      score = Json.MAPPER.readTree(reply).path("score");
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
    return score.isNumber() && Double.isFinite(score.doubleValue())
        ? Optional.of(score.doubleValue())
        : Optional.empty();
  }
}
