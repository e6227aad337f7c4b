package assay.domain.judge;

import assay.domain.PreferenceLabel;
import assay.domain.Scale;
import assay.domain.judge.DimensionScores.Score;
import assay.domain.spec.CampaignSpec;
import assay.domain.spec.CampaignSpec.Criterion;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A judge's answers as JSON objects: the schemas that a server is given, and what is read of what
 * comes back.
 *
 * <p>Everything is checked again here: servers compile schemas to grammars and leave out what a
 * grammar cannot say, such as ranges.
 */
public final class JsonVerdict {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private JsonVerdict() {}

  /**
   * @param scores empty only when the rubric is
   */
  record Read(PreferenceLabel label, Optional<DimensionScores> scores) {}

  /** The JSON schema of a verdict about two responses: reasons, scores by dimension, verdict. */
  public static String schema(CampaignSpec spec) {
    ObjectNode root = object();
    text(root, "reasons");
    if (!spec.rubric().isEmpty()) {
      ObjectNode scores = object();
      for (Criterion criterion : spec.rubric()) {
        ObjectNode both = object();
        put(both, "A", score());
        put(both, "B", score());
        put(scores, criterion.name(), both);
      }
      put(root, "scores", scores);
    }
    ObjectNode verdict = JSON.createObjectNode().put("type", "string");
    ArrayNode forms = verdict.putArray("enum");
    spec.scale().labels().forEach(label -> forms.add(label.verdict()));
    put(root, "verdict", verdict);
    return root.toString();
  }

  /** The JSON schema of the scores of one response: reasons, scores by dimension. */
  public static String scoresSchema(List<Criterion> rubric) {
    ObjectNode root = object();
    text(root, "reasons");
    ObjectNode scores = object();
    rubric.forEach(criterion -> put(scores, criterion.name(), score()));
    put(root, "scores", scores);
    return root.toString();
  }

  /**
   * Empty unless the answer is an object with a verdict of the scale and every score from 1 to 10.
   */
  static Optional<Read> read(String answer, Scale scale, List<Criterion> rubric) {
    JsonNode root = parse(answer);
    Optional<PreferenceLabel> label =
        VerdictParser.read(root.path("verdict").asText("").strip(), scale);
    Map<String, Score> scores = new LinkedHashMap<>();
    for (Criterion criterion : rubric) {
      JsonNode both = root.path("scores").path(criterion.name());
      if (!allowed(both.path("A")) || !allowed(both.path("B"))) {
        return Optional.empty();
      }
      scores.put(
          criterion.name(), new Score(both.path("A").doubleValue(), both.path("B").doubleValue()));
    }
    return label.map(
        said ->
            new Read(
                said,
                scores.isEmpty() ? Optional.empty() : Optional.of(new DimensionScores(scores))));
  }

  /** Empty unless the answer is an object with a score from 1 to 10 for every dimension. */
  static Optional<Map<String, Double>> readScores(String answer, List<Criterion> rubric) {
    JsonNode given = parse(answer).path("scores");
    Map<String, Double> scores = new LinkedHashMap<>();
    for (Criterion criterion : rubric) {
      JsonNode score = given.path(criterion.name());
      if (!allowed(score)) {
        return Optional.empty();
      }
      scores.put(criterion.name(), score.doubleValue());
    }
    return Optional.of(scores);
  }

  private static boolean allowed(JsonNode score) {
    return score.isNumber() && score.doubleValue() >= 1 && score.doubleValue() <= 10;
  }

  /** The object, also within a Markdown fence; a missing node when there is none. */
  private static JsonNode parse(String answer) {
    int start = answer.indexOf('{');
    int end = answer.lastIndexOf('}');
    try {
      return JSON.readTree(start < 0 || end < start ? "null" : answer.substring(start, end + 1));
    } catch (JsonProcessingException e) {
      return JSON.missingNode();
    }
  }

  private static ObjectNode object() {
    ObjectNode node = JSON.createObjectNode().put("type", "object");
    node.putObject("properties");
    node.putArray("required");
    return node.put("additionalProperties", false);
  }

  private static ObjectNode score() {
    return JSON.createObjectNode().put("type", "integer").put("minimum", 1).put("maximum", 10);
  }

  private static void text(ObjectNode object, String name) {
    put(object, name, JSON.createObjectNode().put("type", "string"));
  }

  private static void put(ObjectNode object, String name, ObjectNode type) {
    object.withObjectProperty("properties").set(name, type);
    object.withArrayProperty("required").add(name);
  }
}
