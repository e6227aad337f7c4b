package assay.activities.model;

import assay.activities.store.Json;
import assay.domain.spec.CampaignSpec;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The form that an API gives to a question and to its answer. */
sealed interface ChatWire permits OpenAiWire, AnthropicWire, ScoreWire {
  int LONGEST_NAME = 200;

  static ChatWire of(CampaignSpec.Api api) {
    return switch (api) {
      case OPENAI -> new OpenAiWire();
      case ANTHROPIC -> new AnthropicWire();
      case SCORE -> new ScoreWire();
    };
  }

  /** Where questions are put, below the endpoint's base. */
  String path();

  /** What each request carries; the key is null where none is needed. */
  Map<String, String> headers(@Nullable String key);

  /** Whether it has log-probabilities at all. */
  boolean givesLogprobs();

  String body(ChatRequest request, boolean logprobs);

  /** Empty when it is not an answer of this API. */
  Optional<ChatAnswer> answer(JsonNode reply);

  /** Empty when it is not an answer of this API, or not JSON at all. */
  default Optional<ChatAnswer> answer(String reply) {
    try {
      return answer(Json.MAPPER.readTree(reply));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
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

  /** The names that a reply gives to who answered; a long one is cut. */
  static String served(JsonNode reply) {
    String names =
        Stream.of(reply.path("model"), reply.path("system_fingerprint"))
            .filter(JsonNode::isTextual)
            .map(ChatWire::text)
            .collect(Collectors.joining(" "))
            .strip();
    return names.substring(0, Math.min(names.length(), LONGEST_NAME));
  }

  /** A text, or the texts of an answer in parts; PostgreSQL cannot hold the character NUL. */
  static String text(JsonNode content) {
    if (!content.isArray()) {
      return content.isTextual() ? content.textValue().replace("\0", "") : "";
    }
    StringBuilder text = new StringBuilder();
    content.forEach(part -> text.append(part.path("text").asText("")));
    return text.toString().replace("\0", "");
  }
}
