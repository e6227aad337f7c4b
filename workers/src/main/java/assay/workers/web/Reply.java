package assay.workers.web;

import assay.activities.store.Json;
import io.javalin.http.Context;

/** Answers in the one JSON dialect. */
final class Reply {
  private Reply() {}

  static void json(Context context, Object value) {
    context.contentType("application/json").result(Json.write(value));
  }
}
