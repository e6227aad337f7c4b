package assay.workers;

import assay.activities.desk.Accounts;
import assay.activities.store.Json;
import assay.domain.Tier;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jdbi.v3.core.Jdbi;

/** People at the desk's REST interface who prefer the response that a test calls the better one. */
final class Annotators implements AutoCloseable {
  private final HttpClient http = HttpClient.newHttpClient();
  private final AtomicInteger accepted = new AtomicInteger();
  private final List<Thread> threads = new ArrayList<>();
  private final String url;
  private final Predicate<String> better;

  /**
   * @param better whether a response is the better one of its pair
   */
  Annotators(Jdbi jdbi, String url, Predicate<String> better) {
    this.url = url;
    this.better = better;
    Accounts accounts = new Accounts(jdbi);
    for (Tier tier : List.of(Tier.TRAINED, Tier.TRAINED, Tier.TRAINED, Tier.EXPERT)) {
      String name = "person-" + threads.size();
      String token = accounts.addAnnotator(name, tier, List.of(), List.of()).token();
      threads.add(Thread.ofVirtual().start(() -> work(token)));
    }
  }

  /** Answers that the desk has said it keeps. */
  int accepted() {
    return accepted.get();
  }

  private void work(String token) {
    try {
      while (true) {
        try {
          HttpResponse<String> next = post(token, "/api/next", "{}");
          if (next.statusCode() == 200) {
            JsonNode task = Json.MAPPER.readTree(next.body());
            String first = task.path("responses").path(0).path("text").asText();
            String label = better.test(first) ? "A>" : "B>";
            String lease = task.path("lease").asText();
            String answer = "{\"label\":\"" + label + "\"}";
            if (post(token, "/api/leases/" + lease + "/submit", answer).statusCode() == 200) {
              accepted.incrementAndGet();
            }
          } else {
            Thread.sleep(50);
          }
        } catch (IOException e) {
          // The desk is being killed or started: whoever sits there tries again.
          Thread.sleep(200);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpResponse<String> post(String token, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path))
            .header("Authorization", "Bearer " + token)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
    http.close();
  }
}
