package assay.workers.web;

import assay.activities.store.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A request's JSON object, read strictly: a wrong field is named, never passed over. */
final class Body {
  private final JsonNode object;

  private Body(JsonNode object) {
    this.object = object;
  }

  /**
   * Reads the body; an empty one is an object without fields.
   *
   * @param fields all that this request knows
   */
  static Body of(Context context, String... fields) {
    JsonNode node = parse(context.body());
    if (!node.isObject()) {
      throw Problem.badRequest("The body must be a JSON object, not " + kind(node) + ".");
    }
    List<String> known = List.of(fields);
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                throw Problem.badRequest(
                    "%s: there is no such field; this call takes %s."
                        .formatted(name, known.isEmpty() ? "none" : String.join(", ", known)));
              }
            });
    return new Body(node);
  }

  private static JsonNode parse(String text) {
    if (text.isBlank()) {
      return Json.MAPPER.createObjectNode();
    }
    try {
      return Json.MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      String where =
          e.getLocation() == null
              ? ""
              : " (line %d, column %d)"
                  .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
      throw Problem.badRequest("The body is not JSON" + where + ".");
    }
  }

  String text(String field) {
    String text = optionalText(field);
    if (text == null) {
      throw Problem.badRequest(field + ": is required.");
    }
    return text;
  }

  @Nullable String optionalText(String field) {
    JsonNode value = object.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isTextual()) {
      throw Problem.badRequest("%s: must be a text, not %s.".formatted(field, kind(value)));
    }
    return value.textValue();
  }

  @Nullable BigDecimal optionalNumber(String field) {
    JsonNode value = object.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isNumber()) {
      throw Problem.badRequest("%s: must be a number, not %s.".formatted(field, kind(value)));
    }
    return value.decimalValue();
  }

  /** Of these fields those that are there, as they are. */
  SortedMap<String, JsonNode> given(List<String> fields) {
    SortedMap<String, JsonNode> given = new TreeMap<>();
    for (String field : fields) {
      if (object.hasNonNull(field)) {
        given.put(field, object.get(field));
      }
    }
    return given;
  }

  /** An object of labels or numbers by name. */
  SortedMap<String, JsonNode> scores(String field) {
    SortedMap<String, JsonNode> scores = new TreeMap<>();
    JsonNode value = object.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return scores;
    }
    if (!value.isObject()) {
      throw Problem.badRequest("%s: must be an object, not %s.".formatted(field, kind(value)));
    }
    value
        .properties()
        .forEach(
            entry -> {
              if (!entry.getValue().isTextual() && !entry.getValue().isNumber()) {
                throw Problem.badRequest(
                    "%s.%s: must be a label or a number, not %s."
                        .formatted(field, entry.getKey(), kind(entry.getValue())));
              }
              scores.put(entry.getKey(), entry.getValue());
            });
    return scores;
  }

  /** A field of any kind that must be there. */
  JsonNode any(String field) {
    JsonNode value = object.path(field);
    if (value.isMissingNode() || value.isNull()) {
      throw Problem.badRequest(field + ": is required.");
    }
    return value;
  }

  /** An object of texts by name. */
  SortedMap<String, String> textsByName(String field) {
    SortedMap<String, String> texts = new TreeMap<>();
    JsonNode value = object.path(field);
    if (!value.isMissingNode() && !value.isObject()) {
      throw Problem.badRequest("%s: must be an object, not %s.".formatted(field, kind(value)));
    }
    for (Map.Entry<String, JsonNode> each : value.properties()) {
      if (!each.getValue().isTextual()) {
        throw Problem.badRequest(
            "%s.%s: must be a text, not %s."
                .formatted(field, each.getKey(), kind(each.getValue())));
      }
      texts.put(each.getKey(), each.getValue().textValue());
    }
    return texts;
  }

  List<String> texts(String field) {
    List<String> texts = new ArrayList<>();
    JsonNode value = object.path(field);
    if (!value.isMissingNode() && !value.isArray()) {
      throw Problem.badRequest("%s: must be a list, not %s.".formatted(field, kind(value)));
    }
    for (JsonNode element : value) {
      if (!element.isTextual()) {
        throw Problem.badRequest("%s: must be a list of texts.".formatted(field));
      }
      texts.add(element.textValue());
    }
    return texts;
  }

  private static String kind(JsonNode node) {
    return switch (node.getNodeType()) {
      case ARRAY -> "a list";
      case OBJECT, POJO -> "an object";
      case BOOLEAN -> "true or false";
      case NUMBER -> "a number";
      case STRING -> "a text";
      case NULL, MISSING -> "nothing";
      case BINARY -> "binary data";
    };
  }
}
