package assay.activities.desk;

import assay.activities.store.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a person hands in for one lease.
 *
 * @param label relative to the order shown
 * @param seconds as the client measured it
 * @param confidence how sure the person is, in the client's own measure
 * @param dimensions a label or number for dimensions of the rubric, by name
 */
public record Submission(
    String label,
    @Nullable BigDecimal seconds,
    @Nullable BigDecimal confidence,
    SortedMap<String, JsonNode> dimensions,
    @Nullable String comment) {

  public Submission {
    dimensions = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(dimensions));
  }

  public static Submission of(String label) {
    return new Submission(label, null, null, new TreeMap<>(), null);
  }

  /** What makes two submissions the same; the seconds are not part of it. */
  String canonical() {
    ObjectNode node = Json.MAPPER.createObjectNode();
    node.put("label", label);
    node.set("dimensions", Json.MAPPER.valueToTree(dimensions));
    node.put("confidence", confidence == null ? null : plain(confidence));
    node.put("comment", comment);
    return Json.write(node);
  }

  private static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }
}
