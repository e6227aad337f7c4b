package assay.workers.web;

import io.javalin.http.Context;
import io.javalin.router.Endpoint;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts requests by route and status, as Prometheus reads them. */
final class Metrics {
  private final ConcurrentHashMap<String, LongAdder> requests = new ConcurrentHashMap<>();

  void count(Context context) {
    Endpoint matched = context.endpoints().matchedHttpEndpoint();
    if (matched == null) {
      return;
    }
    String key =
        "method=\"%s\",route=\"%s\",status=\"%d\""
            .formatted(context.method(), matched.path, context.statusCode());
    requests.computeIfAbsent(key, k -> new LongAdder()).increment();
  }

  /**
   * @param listening event streams that are sent now
   */
  String text(int listening) {
    StringBuilder text =
        new StringBuilder(
            """
            # HELP assay_desk_requests_total Requests answered by this desk.
            # TYPE assay_desk_requests_total counter
            """);
    new TreeMap<>(requests)
        .forEach(
            (labels, count) ->
                text.append("assay_desk_requests_total{%s} %d\n".formatted(labels, count.sum())));
    return text.append(
            """
            # HELP assay_desk_event_streams Event streams that are sent now.
            # TYPE assay_desk_event_streams gauge
            assay_desk_event_streams %d
            """
                .formatted(listening))
        .toString();
  }
}
