package assay.workers.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The part of JSON Schema that openapi.json uses; a keyword that is not known here fails. */
final class SchemaCheck {
  private static final Set<String> KNOWN =
      Set.of(
          "type",
          "properties",
          "required",
          "additionalProperties",
          "items",
          "enum",
          "$ref",
          "allOf",
          "oneOf",
          "minimum",
          "maximum",
          "format",
          "description",
          "const",
          "minItems",
          "maxItems");

  private final JsonNode document;

  /**
   * @param document in which references are looked up
   */
  SchemaCheck(JsonNode document) {
    this.document = document;
  }

  /** What of a value is not as its schema says. */
  List<String> problems(JsonNode schema, JsonNode value, String where) {
    List<String> problems = new ArrayList<>();
    check(schema, value, where, problems);
    return problems;
  }

  private void check(JsonNode schema, JsonNode value, String where, List<String> problems) {
    schema
        .fieldNames()
        .forEachRemaining(
            keyword -> {
              if (!KNOWN.contains(keyword)) {
                throw new AssertionError(where + ": keyword " + keyword + " is not checked here");
              }
            });
    if (schema.has("$ref")) {
      JsonNode target = document.at(schema.path("$ref").asText().substring(1));
      if (target.isMissingNode()) {
        throw new AssertionError(where + ": nothing is at " + schema.path("$ref"));
      }
      check(target, value, where, problems);
    }
    schema.path("allOf").forEach(each -> check(each, value, where, problems));
    if (schema.has("oneOf")) {
      long fitting = 0;
      for (JsonNode each : schema.path("oneOf")) {
        fitting += problems(each, value, where).isEmpty() ? 1 : 0;
      }
      if (fitting != 1) {
        problems.add("%s: fits %d of oneOf: %s".formatted(where, fitting, value));
      }
    }
    if (schema.has("type") && !fits(schema.path("type"), value)) {
      problems.add("%s: is no %s: %s".formatted(where, schema.path("type"), value));
      return;
    }
    if (schema.has("enum") && !contains(schema.path("enum"), value)) {
      problems.add("%s: is none of %s: %s".formatted(where, schema.path("enum"), value));
    }
    if (schema.has("minimum")
        && value.isNumber()
        && value.asDouble() < schema.path("minimum").asDouble()) {
      problems.add("%s: is below %s: %s".formatted(where, schema.path("minimum"), value));
    }
    if (value.isArray()) {
      for (int i = 0; i < value.size() && schema.has("items"); i++) {
        check(schema.path("items"), value.get(i), where + "[" + i + "]", problems);
      }
    }
    if (value.isObject()) {
      object(schema, value, where, problems);
    }
  }

  private void object(JsonNode schema, JsonNode value, String where, List<String> problems) {
    for (JsonNode name : schema.path("required")) {
      if (!value.has(name.asText())) {
        problems.add("%s: %s is missing".formatted(where, name.asText()));
      }
    }
    JsonNode more = schema.path("additionalProperties");
    for (var each : value.properties()) {
      String at = where + "." + each.getKey();
      JsonNode known = schema.path("properties").path(each.getKey());
      if (!known.isMissingNode()) {
        check(known, each.getValue(), at, problems);
      } else if (more.isObject()) {
        check(more, each.getValue(), at, problems);
      } else if (more.isBoolean() && !more.booleanValue()) {
        problems.add(at + ": is not described");
      }
    }
  }

  private static boolean fits(JsonNode type, JsonNode value) {
    if (type.isArray()) {
      for (JsonNode each : type) {
        if (fits(each, value)) {
          return true;
        }
      }
      return false;
    }
    return switch (type.asText()) {
      case "string" -> value.isTextual();
      case "integer" -> value.isNumber() && value.decimalValue().stripTrailingZeros().scale() <= 0;
      case "number" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "null" -> value.isNull();
      default -> throw new AssertionError("no type " + type);
    };
  }

  private static boolean contains(JsonNode values, JsonNode value) {
    for (JsonNode each : values) {
      if (each.equals(value)) {
        return true;
      }
    }
    return false;
  }
}
