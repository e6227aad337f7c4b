package assay.activities.model;

import assay.activities.store.Json;
import assay.domain.Message;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code {"prompt": [turns], "response": text}}, to which the endpoint replies {@code {"score":
 * number}}: a reward model behind a few lines of its own.
 *
 * <p>The last message of a question is the response, those before are the prompt. The whole reply
 * is the answer, so that what was replied stays stored also when it holds no score.
 */
record ScoreWire() implements ChatWire {
  private static final int LONGEST_REPLY = 10_000;

  @Override
  public String path() {
    return "";
  }

  @Override
  public Map<String, String> headers(@Nullable String key) {
    return key == null ? Map.of() : Map.of("Authorization", "Bearer " + key);
  }

  @Override
  public boolean givesLogprobs() {
    return false;
  }

  @Override
  public String body(ChatRequest request, boolean logprobs) {
    ObjectNode body = Json.MAPPER.createObjectNode();
    ArrayNode prompt = body.putArray("prompt");
    List<Message> turns = request.messages();
    for (Message turn : turns.subList(0, turns.size() - 1)) {
      prompt.addObject().put("role", turn.role()).put("content", turn.content());
    }
    return body.put("response", turns.getLast().content()).toString();
  }

  @Override
  public Optional<ChatAnswer> answer(JsonNode reply) {
    return answer(reply.toString());
  }

  @Override
  public Optional<ChatAnswer> answer(String reply) {
    String kept = reply.replace("\0", "");
    return Optional.of(
        new ChatAnswer(
            kept.substring(0, Math.min(kept.length(), LONGEST_REPLY)), "", 0, 0, List.of()));
  }
}
