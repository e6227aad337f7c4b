package assay.domain;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;

/** What the readers of several answer forms share. */
final class AnswerJson {
  private static final int SHOWN = 60;

  private AnswerJson() {}

  /** A text that is one of these. */
  static String choice(JsonNode value, String path, List<String> labels, String form)
      throws UnusableAnswer {
    if (!value.isTextual() || !labels.contains(value.textValue())) {
      throw wrong(path, form, value);
    }
    return value.textValue();
  }

  /** A whole number within these limits. */
  static int whole(JsonNode value, String path, int least, int most, String form)
      throws UnusableAnswer {
    boolean fits = value.isIntegralNumber() && value.canConvertToInt();
    if (!fits || value.intValue() < least || value.intValue() > most) {
      throw wrong(path, form, value);
    }
    return value.intValue();
  }

  static UnusableAnswer wrong(String path, String form, JsonNode value) {
    return value.isMissingNode() || value.isNull()
        ? new UnusableAnswer(path, "is required: " + form)
        : new UnusableAnswer(path, "must be %s, not %s".formatted(form, shown(value)));
  }

  /** A short value as it is, the kind of anything else. */
  private static String shown(JsonNode value) {
    if (value.isTextual() && value.textValue().length() <= SHOWN) {
      return "'" + value.textValue() + "'";
    }
    if (value.isNumber() || value.isBoolean()) {
      return value.asText();
    }
    return switch (value.getNodeType()) {
      case ARRAY -> "a list";
      case OBJECT, POJO -> "an object";
      case STRING -> "a long text";
      case BINARY, BOOLEAN, MISSING, NULL, NUMBER ->
          value.getNodeType().name().toLowerCase(Locale.ROOT);
    };
  }
}
