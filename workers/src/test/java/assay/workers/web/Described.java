package assay.workers.web;

import assay.activities.store.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Pattern;
import okhttp3.Interceptor;
import okhttp3.Response;

/** Fails on any answer of the desk that its own description does not promise. */
final class Described implements Interceptor {
  private static final long MOST = 50_000_000;

  final JsonNode document = document();
  private final SchemaCheck schemas = new SchemaCheck(document);

  /** What was called and went well, such as {@code GET /api/me}. */
  final Set<String> called = new ConcurrentSkipListSet<>();

  private static JsonNode document() {
    try (InputStream in = Described.class.getResourceAsStream("/openapi.json")) {
      return Json.MAPPER.readTree(Objects.requireNonNull(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every operation of the document, such as {@code GET /api/me}. */
  Set<String> operations() {
    Set<String> operations = new TreeSet<>();
    for (var path : document.path("paths").properties()) {
      path.getValue()
          .fieldNames()
          .forEachRemaining(
              method ->
                  operations.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path.getKey()));
    }
    return operations;
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    String method = chain.request().method();
    String path = template(method, chain.request().url().encodedPath());
    JsonNode operation =
        document.path("paths").path(path).path(method.toLowerCase(java.util.Locale.ROOT));
    String call = method + " " + path;
    JsonNode answer = operation.path("responses").path(String.valueOf(response.code()));
    if (answer.isMissingNode()) {
      throw new AssertionError(
          "%s answers %d, which is not described: %s"
              .formatted(call, response.code(), response.peekBody(MOST).string()));
    }
    check(call, answer.path("content"), response);
    if (response.isSuccessful() || response.isRedirect()) {
      called.add(call);
    }
    return response;
  }

  private void check(String call, JsonNode content, Response response) throws IOException {
    String type = response.header("Content-Type", "").split(";", 2)[0];
    if (content.isMissingNode() || type.equals("text/event-stream")) {
      return;
    }
    JsonNode described = content.path(type);
    if (described.isMissingNode()) {
      throw new AssertionError("%s answers as %s, which is not described".formatted(call, type));
    }
    if (type.endsWith("json")) {
      String body = response.peekBody(MOST).string();
      List<String> wrong =
          schemas.problems(described.path("schema"), Json.MAPPER.readTree(body), call);
      if (!wrong.isEmpty()) {
        throw new AssertionError(String.join("\n", wrong) + "\nin " + body);
      }
    }
  }

  /** The document's path that an address belongs to; one without parameters first. */
  private String template(String method, String address) {
    List<String> fitting = new ArrayList<>();
    document
        .path("paths")
        .fieldNames()
        .forEachRemaining(
            path -> {
              String pattern = Pattern.quote(path).replaceAll("\\{id}", "\\\\E.+\\\\Q");
              pattern = pattern.replaceAll("\\{[a-z]+}", "\\\\E[^/]+\\\\Q");
              if (address.matches(pattern)
                  && document
                      .path("paths")
                      .path(path)
                      .has(method.toLowerCase(java.util.Locale.ROOT))) {
                fitting.add(path);
              }
            });
    return fitting.stream()
        .min(java.util.Comparator.comparingInt((String path) -> path.split("\\{", -1).length))
        .orElseThrow(() -> new AssertionError(method + " " + address + " is not described"));
  }
}
