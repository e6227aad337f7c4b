package assay.activities.model;

import assay.activities.store.Json;
import assay.domain.Message;
import assay.domain.judge.AnswerToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Chat completions as OpenAI, vLLM, llama.cpp, Ollama and many others speak them. */
record OpenAiWire() implements ChatWire {
  @Override
  public String path() {
    return "/chat/completions";
  }

  @Override
  public Map<String, String> headers(@Nullable String key) {
    return key == null ? Map.of() : Map.of("Authorization", "Bearer " + key);
  }

  @Override
  public boolean givesLogprobs() {
    return true;
  }

  @Override
  public String body(ChatRequest request, boolean logprobs) {
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

  @Override
  public Optional<ChatAnswer> answer(JsonNode reply) {
    JsonNode choice = reply.path("choices").path(0);
    JsonNode message = choice.path("message");
    if (!message.isObject()) {
      return Optional.empty();
    }
    JsonNode usage = reply.path("usage");
    return Optional.of(
        new ChatAnswer(
            ChatWire.text(message.path("content")),
            choice.path("finish_reason").asText(""),
            usage.path("prompt_tokens").asInt(0),
            usage.path("completion_tokens").asInt(0),
            tokens(choice.path("logprobs").path("content")),
            ChatWire.served(reply)));
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
