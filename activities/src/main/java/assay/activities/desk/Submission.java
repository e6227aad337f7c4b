package assay.activities.desk;

import assay.activities.store.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a person hands in for one lease.
 *
 * @param answer the fields that hold the answer, relative to the order shown
 * @param seconds as the client measured it
 * @param confidence how sure the person is, in the client's own measure
 * @param dimensions a label or number for dimensions of the rubric, by name
 */
public record Submission(
    SortedMap<String, JsonNode> answer,
    @Nullable BigDecimal seconds,
    @Nullable BigDecimal confidence,
    SortedMap<String, JsonNode> dimensions,
    @Nullable String comment) {

  public Submission {
    answer = Collections.unmodifiableSortedMap(new TreeMap<>(answer));
    dimensions = Collections.unmodifiableSortedMap(new TreeMap<>(dimensions));
  }

  /** A label alone, as pairs and classes have it. */
  public static Submission of(String label) {
    return of(label, null, null, new TreeMap<>(), null);
  }

  public static Submission of(
      String label,
      @Nullable BigDecimal seconds,
      @Nullable BigDecimal confidence,
      SortedMap<String, JsonNode> dimensions,
      @Nullable String comment) {
    SortedMap<String, JsonNode> answer = new TreeMap<>();
    answer.put("label", Json.MAPPER.getNodeFactory().textNode(label));
    return new Submission(answer, seconds, confidence, dimensions, comment);
  }

  /**
   * What makes two submissions the same; the seconds are not part of it.
   *
   * @param given the answer in the one form that its type has for it
   */
  String canonical(JsonNode given) {
    ObjectNode node = Json.MAPPER.createObjectNode();
    node.set("label", given);
    node.set("dimensions", Json.MAPPER.valueToTree(dimensions));
    node.put("confidence", confidence == null ? null : plain(confidence));
    node.put("comment", comment);
    return Json.write(node);
  }

  private static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }
}
