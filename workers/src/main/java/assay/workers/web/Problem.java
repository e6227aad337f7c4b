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

  Problem(int status, String title, String detail) {
    super(detail);
    this.status = status;
    this.title = title;
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
    if (status == 503) {
      context.header("Retry-After", "1");
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", "about:blank");
    body.put("title", title);
    body.put("status", status);
    body.put("detail", String.valueOf(getMessage()));
    context.status(status).contentType("application/problem+json").result(Json.write(body));
  }
}
