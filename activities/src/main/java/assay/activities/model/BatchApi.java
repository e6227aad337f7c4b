package assay.activities.model;

import assay.activities.store.Json;
import assay.domain.spec.CampaignSpec;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Batch files as OpenAI's API has them: upload, create, look, download. */
final class BatchApi {
  private static final MediaType JSON = MediaType.get("application/json");
  private static final MediaType LINES = MediaType.get("application/jsonl");
  private static final Set<String> ENDED = Set.of("completed", "failed", "expired", "cancelled");
  private static final String KEY = "assay_key";
  private static final int PAGE = 100;

  /**
   * Nothing is sent twice behind our back: a batch whose creation was not confirmed is looked for.
   */
  private final OkHttpClient http =
      ChatClient.http()
          .retryOnConnectionFailure(false)
          .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
          .callTimeout(Duration.ofMinutes(2))
          .readTimeout(Duration.ZERO)
          .build();

  private final Secrets secrets;

  BatchApi(Secrets secrets) {
    this.secrets = secrets;
  }

  /** The server will not do it; asking again changes nothing. */
  static final class Refused extends Exception {
    Refused(String why) {
      super(why, null, false, false);
    }
  }

  /**
   * @param output the file of answers, null while there is none
   */
  record Remote(String id, boolean ended, @Nullable String output) {}

  /**
   * The batch that carries this key, if it was created.
   *
   * @param since it cannot be older
   */
  Optional<Remote> find(CampaignSpec.Model endpoint, String key, Instant since)
      throws IOException, Refused {
    String after = "";
    while (true) {
      JsonNode page = get(endpoint, "/batches?limit=" + PAGE + after);
      for (JsonNode batch : page.path("data")) {
        if (batch.path("metadata").path(KEY).asText().equals(key)) {
          return Optional.of(remote(batch));
        }
      }
      JsonNode last = page.path("data").path(page.path("data").size() - 1);
      if (!page.path("has_more").asBoolean()
          || last.path("created_at").asLong() < since.getEpochSecond()) {
        return Optional.empty();
      }
      after = "&after=" + last.path("id").asText();
    }
  }

  /**
   * @param metadata by which people recognise it; the key is added
   */
  Remote create(CampaignSpec.Model endpoint, String lines, String key, Map<String, String> metadata)
      throws IOException, Refused {
    RequestBody file =
        new MultipartBody.Builder()
            .setType(MultipartBody.FORM)
            .addFormDataPart("purpose", "batch")
            .addFormDataPart("file", "questions.jsonl", RequestBody.create(lines, LINES))
            .build();
    JsonNode uploaded = json(endpoint, "/files", file);
    ObjectNode body = Json.MAPPER.createObjectNode();
    body.put("input_file_id", uploaded.path("id").asText());
    body.put("endpoint", "/v1/chat/completions");
    body.put("completion_window", "24h");
    ObjectNode marks = body.putObject("metadata");
    metadata.forEach(marks::put);
    marks.put(KEY, key);
    return remote(json(endpoint, "/batches", RequestBody.create(body.toString(), JSON)));
  }

  Remote look(CampaignSpec.Model endpoint, String id) throws IOException, Refused {
    return remote(get(endpoint, "/batches/" + id));
  }

  /** Asks the server to work on it no more; what it has answered by then is paid. */
  void cancel(CampaignSpec.Model endpoint, String id) throws IOException, Refused {
    json(endpoint, "/batches/" + id + "/cancel", RequestBody.create("", null));
  }

  String content(CampaignSpec.Model endpoint, String file) throws IOException, Refused {
    return send(endpoint, "/files/" + file + "/content", null);
  }

  private static Remote remote(JsonNode batch) throws Refused {
    String id = batch.path("id").asText("");
    if (id.isEmpty()) {
      throw new Refused("the reply names no batch");
    }
    String output = batch.path("output_file_id").asText("");
    return new Remote(
        id,
        ENDED.contains(batch.path("status").asText()),
        output.isEmpty() || output.equals("null") ? null : output);
  }

  private JsonNode get(CampaignSpec.Model endpoint, String path) throws IOException, Refused {
    return json(endpoint, path, null);
  }

  private JsonNode json(CampaignSpec.Model endpoint, String path, @Nullable RequestBody body)
      throws IOException, Refused {
    try {
      return Json.MAPPER.readTree(send(endpoint, path, body));
    } catch (JsonProcessingException e) {
      throw new Refused("the reply is not JSON");
    }
  }

  private String send(CampaignSpec.Model endpoint, String path, @Nullable RequestBody body)
      throws IOException, Refused {
    @Nullable String key;
    try {
      key = secrets.key(endpoint);
    } catch (Secrets.Unset e) {
      throw new IOException(e.getMessage());
    }
    Request.Builder request = new Request.Builder().url(endpoint.url() + path);
    ChatWire.of(endpoint.api()).headers(key).forEach(request::header);
    if (body != null) {
      request.post(body);
    }
    try (Response response = http.newCall(request.build()).execute()) {
      String reply = Secrets.without(response.body().string(), key);
      int status = response.code();
      if (status / 100 == 2) {
        return reply;
      }
      String why =
          "%s: status %d: %s".formatted(path, status, Secrets.redacted(ChatWire.error(reply), key));
      // A key may be put right, and a server be well again; everything else stays as it is.
      if (status >= 500 || status == 401 || status == 403 || status == 408 || status == 429) {
        throw new IOException(why);
      }
      throw new Refused(why);
    }
  }
}
