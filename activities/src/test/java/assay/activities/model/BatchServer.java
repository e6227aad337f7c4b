package assay.activities.model;

import static assay.activities.model.ModelServer.json;

import assay.activities.store.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * A server that takes questions one by one and in batch files, as OpenAI's does; batches are worked
 * off when a test says so.
 */
public final class BatchServer implements AutoCloseable {
  private final MockWebServer server = new MockWebServer();
  private final Map<String, String> files = new LinkedHashMap<>();
  private final Map<String, ObjectNode> batches = new LinkedHashMap<>();
  private final List<JsonNode> asked = new ArrayList<>();
  private final Function<JsonNode, MockResponse> answers;
  private boolean loseNextReply;
  private boolean holdNextReply;

  public BatchServer(Function<JsonNode, MockResponse> answers) {
    this.answers = answers;
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return answer(request);
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

  /** Questions that were put one by one. */
  public synchronized List<JsonNode> asked() {
    return List.copyOf(asked);
  }

  public synchronized List<ObjectNode> batches() {
    return List.copyOf(batches.values());
  }

  /** The questions of a batch. */
  public synchronized List<JsonNode> lines(ObjectNode batch) {
    return files
        .getOrDefault(batch.path("input_file_id").asText(), "")
        .lines()
        .map(BatchServer::read)
        .toList();
  }

  /** The next batch is created, and its creator is not told. */
  public synchronized void loseNextReply() {
    loseNextReply = true;
  }

  /** The next batch is created, and its creator is told a minute later. */
  public synchronized void holdNextReply() {
    holdNextReply = true;
  }

  /**
   * Ends every batch.
   *
   * @param answered which questions are answered; the others fail
   */
  public synchronized void work(String status, Function<JsonNode, Boolean> answered) {
    for (ObjectNode batch : batches.values()) {
      StringBuilder output = new StringBuilder();
      for (JsonNode line : lines(batch)) {
        ObjectNode result = Json.MAPPER.createObjectNode();
        result.set("custom_id", line.path("custom_id"));
        ObjectNode response = result.putObject("response");
        boolean good = answered.apply(line);
        response.put("status_code", good ? 200 : 500);
        response.set("body", good ? read(body(answers.apply(line.path("body")))) : null);
        output.append(result).append('\n');
      }
      String file = "file-" + (files.size() + 1);
      files.put(file, output.toString());
      batch.put("status", status).put("output_file_id", file);
    }
  }

  private static String body(MockResponse response) {
    okio.Buffer buffer = new okio.Buffer();
    try {
      java.util.Objects.requireNonNull(response.getBody()).writeTo(buffer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return buffer.readUtf8();
  }

  private synchronized MockResponse answer(RecordedRequest request) {
    String path = request.getUrl().encodedPath().substring("/v1".length());
    boolean post = request.getMethod().equals("POST");
    if (path.equals("/chat/completions")) {
      JsonNode question = read(text(request.getBody()));
      asked.add(question);
      return answers.apply(question);
    }
    if (path.equals("/files") && post) {
      String id = "file-" + (files.size() + 1);
      files.put(id, uploaded(text(request.getBody())));
      return json(200, "{\"id\":\"" + id + "\"}");
    }
    if (path.matches("/files/.*/content")) {
      return json(200, files.getOrDefault(path.split("/")[2], ""));
    }
    if (path.equals("/batches") && post) {
      return create(read(text(request.getBody())));
    }
    if (path.equals("/batches")) {
      return json(200, page(request.getUrl().queryParameter("after")).toString());
    }
    if (!path.startsWith("/batches/")) {
      return json(404, "{}");
    }
    ObjectNode batch = batches.get(path.split("/")[2]);
    if (batch != null && path.endsWith("/cancel")) {
      batch.put("status", "cancelled");
    }
    return batch == null ? json(404, "{}") : json(200, batch.toString());
  }

  private MockResponse create(JsonNode wanted) {
    String id = "batch_" + (batches.size() + 1);
    ObjectNode batch = Json.MAPPER.createObjectNode();
    batch.put("id", id).put("status", "in_progress").putNull("output_file_id");
    batch.put("created_at", Instant.now().getEpochSecond());
    batch.set("metadata", wanted.path("metadata"));
    batch.set("input_file_id", wanted.path("input_file_id"));
    batch.set("endpoint", wanted.path("endpoint"));
    batches.put(id, batch);
    if (loseNextReply) {
      loseNextReply = false;
      return new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build();
    }
    MockResponse reply = json(200, batch.toString());
    if (holdNextReply) {
      holdNextReply = false;
      return reply.newBuilder().headersDelay(1, TimeUnit.MINUTES).build();
    }
    return reply;
  }

  /** Newest first, one on a page. */
  private ObjectNode page(@Nullable String after) {
    List<ObjectNode> newest = new ArrayList<>(batches.values()).reversed();
    int from = 0;
    for (int i = 0; i < newest.size(); i++) {
      if (newest.get(i).path("id").asText().equals(after)) {
        from = i + 1;
      }
    }
    ObjectNode page = Json.MAPPER.createObjectNode();
    ArrayNode data = page.putArray("data");
    if (from < newest.size()) {
      data.add(newest.get(from));
    }
    return page.put("has_more", from + 1 < newest.size());
  }

  /** The file's part of a form. */
  private static String uploaded(String form) {
    int file = form.indexOf("filename=");
    int start = form.indexOf("\r\n\r\n", file) + 4;
    return form.substring(start, form.indexOf("\r\n--", start));
  }

  private static String text(@Nullable ByteString body) {
    return body == null ? "" : body.utf8();
  }

  private static JsonNode read(String json) {
    try {
      return Json.MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    ModelServer.close(server);
  }
}
