package assay.activities.model;

import assay.activities.store.Json;
import assay.domain.Message;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Anthropic's Messages API, version 2023-06-01.
 *
 * <p>System messages travel beside the turns; there is neither a seed nor log-probabilities. A
 * schema travels as that of a tool's input, and the tool is the only answer allowed. Stop reasons
 * are told in the words of chat completions: {@code stop}, {@code length}, {@code content_filter}.
 */
record AnthropicWire() implements ChatWire {
  private static final String VERSION = "2023-06-01";
  private static final String TOOL = "answer";

  @Override
  public String path() {
    return "/messages";
  }

  @Override
  public Map<String, String> headers(@Nullable String key) {
    return key == null
        ? Map.of("anthropic-version", VERSION)
        : Map.of("anthropic-version", VERSION, "x-api-key", key);
  }

  @Override
  public boolean givesLogprobs() {
    return false;
  }

  @Override
  public String body(ChatRequest request, boolean logprobs) {
    ObjectNode body = Json.MAPPER.createObjectNode();
    body.put("model", request.endpoint().model());
    body.put("max_tokens", request.maxTokens());
    String system =
        request.messages().stream()
            .filter(AnthropicWire::isSystem)
            .map(Message::content)
            .collect(Collectors.joining("\n\n"));
    if (!system.isBlank()) {
      body.put("system", system);
    }
    ArrayNode messages = body.putArray("messages");
    for (Message message : request.messages()) {
      if (!isSystem(message)) {
        messages.addObject().put("role", message.role()).put("content", message.content());
      }
    }
    body.put("temperature", request.temperature());
    body.put("stream", false);
    String schema = request.schema();
    if (schema != null) {
      body.putArray("tools")
          .addObject()
          .put("name", TOOL)
          .put("description", "Takes the answer.")
          .putRawValue("input_schema", new RawValue(schema));
      body.putObject("tool_choice").put("type", "tool").put("name", TOOL);
    }
    return body.toString();
  }

  private static boolean isSystem(Message message) {
    return message.role().equals("system") || message.role().equals("developer");
  }

  @Override
  public Optional<ChatAnswer> answer(JsonNode reply) {
    JsonNode content = reply.path("content");
    if (!reply.path("type").asText().equals("message") || !content.isArray()) {
      return Optional.empty();
    }
    JsonNode usage = reply.path("usage");
    int in =
        usage.path("input_tokens").asInt(0)
            + usage.path("cache_creation_input_tokens").asInt(0)
            + usage.path("cache_read_input_tokens").asInt(0);
    return Optional.of(
        new ChatAnswer(
            content(content),
            finishReason(reply.path("stop_reason").asText("")),
            in,
            usage.path("output_tokens").asInt(0),
            List.of(),
            ChatWire.served(reply)));
  }

  /** The tool's input, where there is one, else the texts. */
  private static String content(JsonNode parts) {
    for (JsonNode part : parts) {
      if (part.path("type").asText().equals("tool_use")) {
        return part.path("input").toString().replace("\0", "");
      }
    }
    return ChatWire.text(parts);
  }

  private static String finishReason(String stopReason) {
    return switch (stopReason) {
      case "end_turn", "stop_sequence", "tool_use" -> "stop";
      case "max_tokens", "model_context_window_exceeded" -> "length";
      case "refusal" -> "content_filter";
      default -> stopReason;
    };
  }
}
