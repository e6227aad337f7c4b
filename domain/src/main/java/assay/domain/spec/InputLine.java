package assay.domain.spec;

import assay.domain.Message;
import assay.domain.MultiTurnDialog;
import assay.domain.Prompt;
import assay.domain.TaskType;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields of one input line; what is wrong with them is told and read as nothing. */
final class InputLine {

  /** Is told what is wrong with a field, null for the line as a whole. */
  @FunctionalInterface
  interface Bad {
    void accept(@Nullable String field, String message);
  }

  private static final int MOST_RESPONSES = 9;

  private final JsonNode node;
  private final TaskType task;
  private final Bad bad;

  InputLine(JsonNode node, TaskType task, Bad bad) {
    this.node = node;
    this.task = task;
    this.bad = bad;
  }

  @Nullable Prompt prompt() {
    JsonNode value = node.get("prompt");
    if (value == null || value.isNull()) {
      bad.accept("prompt", "is required: a text, or a list of {\"role\", \"content\"}");
      return null;
    }
    if (value.isTextual()) {
      return clean("prompt", value.textValue()) ? dialog(Prompt.ofText(value.textValue())) : null;
    }
    List<Message> messages = new ArrayList<>();
    for (JsonNode each : value) {
      JsonNode role = each.get("role");
      JsonNode content = each.get("content");
      if (role == null || !role.isTextual() || content == null || !content.isTextual()) {
        messages.clear();
        break;
      }
      if (clean("prompt", role.textValue() + content.textValue())) {
        messages.add(new Message(role.textValue(), content.textValue()));
      }
    }
    if (!value.isArray() || messages.isEmpty()) {
      bad.accept("prompt", "must be a text or a list of {\"role\": text, \"content\": text}");
      return null;
    }
    return dialog(Prompt.ofMessages(messages));
  }

  private Prompt dialog(Prompt prompt) {
    if (task.responses() == TaskType.Responses.DIALOG) {
      int turns = MultiTurnDialog.turns(prompt).size();
      if (turns == 0) {
        bad.accept("prompt", "must be a list of messages with at least one of the role assistant");
      } else if (turns > MultiTurnDialog.MOST_TURNS) {
        bad.accept(
            "prompt",
            "has %d turns of the assistant; give at most %d"
                .formatted(turns, MultiTurnDialog.MOST_TURNS));
      }
    }
    return prompt;
  }

  /** As many as the task type wants; no more when something is wrong, which is then noted. */
  List<String> responses() {
    return switch (task.responses()) {
      case TWO -> {
        String a = text("response_a", true);
        String b = text("response_b", true);
        yield a == null || b == null ? List.of() : List.of(a, b);
      }
      case ONE, ONE_OR_NONE -> {
        refuse("responses", "takes one response, a text");
        String response = text("response", task.responses() == TaskType.Responses.ONE);
        yield response == null ? List.of() : List.of(response);
      }
      case SEVERAL -> {
        refuse("response", "takes responses, a list of texts");
        yield several();
      }
      case DIALOG -> {
        refuse("response", "looks at the prompt alone");
        refuse("responses", "looks at the prompt alone");
        yield List.of();
      }
    };
  }

  private void refuse(String field, String why) {
    if (node.hasNonNull(field)) {
      bad.accept(field, task.name() + " " + why);
    }
  }

  private List<String> several() {
    JsonNode value = node.path("responses");
    if (!value.isArray() || value.size() < 2 || value.size() > MOST_RESPONSES) {
      bad.accept("responses", "is required: a list of 2 to %d texts".formatted(MOST_RESPONSES));
      return List.of();
    }
    List<String> responses = new ArrayList<>();
    for (JsonNode each : value) {
      String field = "responses[" + responses.size() + "]";
      if (!each.isTextual()) {
        bad.accept(field, "must be a text (it may be empty)");
      }
      clean(field, each.asText());
      responses.add(each.asText());
    }
    return responses;
  }

  @Nullable String text(String field, boolean required) {
    JsonNode value = node.get(field);
    if (value == null || value.isNull()) {
      if (required) {
        bad.accept(field, "is required: a text (it may be empty)");
      }
      return null;
    }
    if (!value.isTextual()) {
      bad.accept(
          field,
          "must be a text, not "
              + value.getNodeType().toString().toLowerCase(java.util.Locale.ROOT));
      return null;
    }
    return clean(field, value.textValue()) ? value.textValue() : null;
  }

  /**
   * PostgreSQL cannot hold the character U+0000, so it is refused where a person can still mend it.
   */
  boolean clean(String field, String text) {
    if (text.indexOf('\0') >= 0) {
      bad.accept(field, "holds the character U+0000, which cannot be stored; remove it");
      return false;
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      bad.accept(field, "holds half of a surrogate pair, which is no character; remove it");
      return false;
    }
    return true;
  }

  double priority() {
    JsonNode value = node.get("priority");
    if (value == null || value.isNull()) {
      return 0;
    }
    if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
      bad.accept("priority", "must be a number");
      return 0;
    }
    return value.doubleValue();
  }

  @Nullable String metadata() {
    JsonNode value = node.get("metadata");
    if (value == null || value.isNull()) {
      return null;
    }
    if (!value.isObject()) {
      bad.accept("metadata", "must be a JSON object");
      return null;
    }
    return clean("metadata", value.toString()) ? value.toString() : null;
  }
}
