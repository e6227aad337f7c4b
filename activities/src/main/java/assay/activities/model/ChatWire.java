package assay.activities.model;

import assay.activities.store.Json;
import assay.domain.Message;
import assay.domain.judge.AnswerToken;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The OpenAI-compatible form of a question and of its answer. */
final class ChatWire {
  private ChatWire() {}

  static String body(ChatRequest request, boolean logprobs) {
    ObjectNode body = Json.MAPPER.createObjectNode();
    body.put("model", request.endpoint().model());
    ArrayNode messages = body.putArray("messages");
    for (Message message : request.messages()) {
      messages.addObject().put("role", message.role()).put("content", message.content());
    }
    body.put("temperature", request.temperature());
    body.put("max_tokens", request.maxTokens());
    body.put("seed", request.seed());
    body.put("stream", false);
    if (logprobs) {
      body.put("logprobs", true);
      body.put("top_logprobs", request.topLogprobs());
    }
    String schema = request.schema();
    if (schema != null) {
      ObjectNode format = body.putObject("response_format").put("type", "json_schema");
      format
          .putObject("json_schema")
          .put("name", "answer")
          .put("strict", true)
          .putRawValue("schema", new RawValue(schema));
    }
    return body.toString();
  }

  /** Empty when it is not a completion: not JSON, or without a choice and its message. */
  static Optional<ChatAnswer> answer(String reply) {
    JsonNode root;
    try {
      root = Json.MAPPER.readTree(reply);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
    JsonNode choice = root.path("choices").path(0);
    JsonNode message = choice.path("message");
    if (!message.isObject()) {
      return Optional.empty();
    }
    JsonNode usage = root.path("usage");
    return Optional.of(
        new ChatAnswer(
            text(message.path("content")),
            choice.path("finish_reason").asText(""),
            usage.path("prompt_tokens").asInt(0),
            usage.path("completion_tokens").asInt(0),
            tokens(choice.path("logprobs").path("content"))));
  }

  /** The server's own words for what is wrong, or the whole reply when it has none. */
  static String error(String reply) {
    try {
      JsonNode root = Json.MAPPER.readTree(reply);
      JsonNode error = root.path("error");
      for (JsonNode words :
          List.of(error.path("message"), error, root.path("message"), root.path("detail"))) {
        if (words.isTextual()) {
          return words.textValue();
        }
      }
      return reply;
    } catch (JsonProcessingException e) {
      return reply;
    }
  }

  /** Some servers answer in parts; PostgreSQL cannot hold the character NUL. */
  private static String text(JsonNode content) {
    if (!content.isArray()) {
      return content.isTextual() ? content.textValue().replace("\0", "") : "";
    }
    StringBuilder text = new StringBuilder();
    content.forEach(part -> text.append(part.path("text").asText("")));
    return text.toString().replace("\0", "");
  }

  private static List<AnswerToken> tokens(JsonNode content) {
    List<AnswerToken> tokens = new ArrayList<>();
    for (JsonNode token : content) {
      List<AnswerToken.Alternative> alternatives = new ArrayList<>();
      for (JsonNode other : token.path("top_logprobs")) {
        alternatives.add(
            new AnswerToken.Alternative(
                other.path("token").asText(""), other.path("logprob").asDouble()));
      }
      tokens.add(
          new AnswerToken(
              token.path("token").asText(""), token.path("logprob").asDouble(), alternatives));
    }
    return tokens;
  }
}
