package assay.activities.model;

import assay.activities.store.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okio.ByteString;

/** A chat server on a free port that answers by a rule and keeps what it was asked. */
public final class ModelServer implements AutoCloseable {
  private final MockWebServer server = new MockWebServer();
  private final List<JsonNode> asked = new CopyOnWriteArrayList<>();
  private volatile Function<JsonNode, MockResponse> rule;

  public ModelServer(Function<JsonNode, MockResponse> rule) {
    this.rule = rule;
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            ByteString body = request.getBody();
            JsonNode question = read(body == null ? "{}" : body.utf8());
            asked.add(question);
            return ModelServer.this.rule.apply(question);
          }
        });
    try {
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String url() {
    return "http://127.0.0.1:" + server.getPort() + "/v1";
  }

  /** From now on answers by another rule. */
  public void rule(Function<JsonNode, MockResponse> next) {
    rule = next;
  }

  /** Bodies of all questions so far. */
  public List<JsonNode> asked() {
    return asked;
  }

  /** The last message of a question. */
  public static String text(JsonNode question) {
    JsonNode messages = question.path("messages");
    return messages.path(messages.size() - 1).path("content").asText();
  }

  /** A completion of 100 prompt tokens and 10 more. */
  public static MockResponse says(String content) {
    return json(200, completion(content).toString());
  }

  public static ObjectNode completion(String content) {
    ObjectNode reply = Json.MAPPER.createObjectNode();
    ObjectNode choice = reply.putArray("choices").addObject();
    choice.put("finish_reason", "stop");
    choice.putObject("message").put("role", "assistant").put("content", content);
    reply.putObject("usage").put("prompt_tokens", 100).put("completion_tokens", 10);
    return reply;
  }

  public static MockResponse json(int status, String body) {
    return new MockResponse.Builder()
        .code(status)
        .addHeader("Content-Type", "application/json")
        .body(body)
        .build();
  }

  private static JsonNode read(String body) {
    try {
      return Json.MAPPER.readTree(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    close(server);
  }

  /** Its own patience for its threads is five seconds, which a busy machine may need. */
  static void close(MockWebServer server) {
    try {
      server.close();
    } catch (AssertionError e) {
      if (!"Gave up waiting for queue to shut down".equals(e.getMessage())) {
        throw e;
      }
    }
  }
}
