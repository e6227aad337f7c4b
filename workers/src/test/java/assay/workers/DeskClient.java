package assay.workers;

import assay.activities.store.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** What a program does with a desk. */
public final class DeskClient implements AutoCloseable {
  public static final MediaType JSON = MediaType.get("application/json");

  /** What came back. */
  public record Reply(
      int status, String type, String text, List<String> cookies, String retryAfter) {
    public JsonNode json() {
      try {
        return Json.MAPPER.readTree(text);
      } catch (JsonProcessingException e) {
        throw new AssertionError(text, e);
      }
    }

    public String detail() {
      return json().path("detail").asText();
    }
  }

  public final OkHttpClient http;
  private final String url;

  public DeskClient(String url) {
    this(url, List.of());
  }

  /**
   * @param listeners see every call
   */
  public DeskClient(String url, List<Interceptor> listeners) {
    this(url, patient(listeners));
  }

  public DeskClient(String url, OkHttpClient http) {
    this.url = url;
    this.http = http;
  }

  private static OkHttpClient patient(List<Interceptor> listeners) {
    OkHttpClient.Builder builder = new OkHttpClient.Builder().readTimeout(Duration.ofMinutes(3));
    listeners.forEach(builder::addInterceptor);
    return builder.build();
  }

  /** The next item for whoever has this token. */
  public Reply next(String token) {
    return post(token, "/api/next", "{}");
  }

  public Reply submit(String token, long lease, String label) {
    return post(token, "/api/leases/" + lease + "/submit", "{\"label\":\"%s\"}".formatted(label));
  }

  /** {@link UncheckedIOException} when no answer comes, as of the others. */
  public Reply get(@Nullable String token, String path) {
    return send(token, new Request.Builder().get(), path);
  }

  public Reply post(@Nullable String token, String path, String body) {
    return send(token, new Request.Builder().post(RequestBody.create(body, JSON)), path);
  }

  public Reply put(@Nullable String token, String path, String body) {
    return send(token, new Request.Builder().put(RequestBody.create(body, JSON)), path);
  }

  public Reply send(@Nullable String token, Request.Builder request, String path) {
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    try (Response response = http.newCall(request.url(url + path).build()).execute()) {
      return new Reply(
          response.code(),
          response.header("Content-Type", ""),
          response.body().string(),
          response.headers("Set-Cookie"),
          response.header("Retry-After", ""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
  }
}
