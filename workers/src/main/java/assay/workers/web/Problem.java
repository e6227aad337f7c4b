package assay.workers.web;

import assay.activities.desk.DeskRefusal;
import assay.activities.store.Json;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Map;

/** An answer that is an error, in the form of RFC 9457. */
final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final String title;
  private final long retryAfter;
  private final transient Map<String, Object> members;

  Problem(int status, String title, String detail) {
    this(status, title, detail, status == 503 ? 1 : 0, Map.of());
  }

  private Problem(
      int status, String title, String detail, long retryAfter, Map<String, Object> members) {
    super(detail);
    this.status = status;
    this.title = title;
    this.retryAfter = retryAfter;
    this.members = members;
  }

  /** With members of its own beside the standard ones. */
  static Problem with(String title, String detail, Map<String, Object> members) {
    return new Problem(400, title, detail, 0, members);
  }

  int status() {
    return status;
  }

  String title() {
    return title;
  }

  static Problem tooMany(long seconds) {
    return new Problem(
        429,
        "Too many requests",
        "This account asks faster than it may; go on in %d s.".formatted(seconds),
        seconds,
        Map.of());
  }

  static Problem badRequest(String detail) {
    return new Problem(400, "Bad request", detail);
  }

  static Problem unauthorized(String detail) {
    return new Problem(401, "Not signed in", detail);
  }

  static Problem forbidden(String detail) {
    return new Problem(403, "Not allowed", detail);
  }

  static Problem notFound(String detail) {
    return new Problem(404, "Not found", detail);
  }

  static Problem of(DeskRefusal refusal) {
    String detail = refusal.getMessage() == null ? "" : refusal.getMessage();
    return switch (refusal.kind()) {
      case NOT_FOUND -> notFound(detail);
      case INVALID -> badRequest(detail);
      case CONFLICT -> new Problem(409, "Conflict", detail);
      case GONE -> new Problem(410, "Too late", detail);
      case SUSPENDED -> forbidden(detail);
    };
  }

  void write(Context context) {
    if (status == 401) {
      context.header("WWW-Authenticate", "Bearer");
    }
    if (retryAfter > 0) {
      context.header("Retry-After", Long.toString(retryAfter));
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", "about:blank");
    body.put("title", title);
    body.put("status", status);
    body.put("detail", String.valueOf(getMessage()));
    body.putAll(members);
    context.status(status).contentType("application/problem+json").result(Json.write(body));
  }
}
