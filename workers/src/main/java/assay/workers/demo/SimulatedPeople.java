package assay.workers.demo;

import assay.activities.store.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.ConnectionPool;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * Annotators who work through the desk's REST interface like anybody else, one thread each.
 *
 * <p>They judge by the texts, skip some items, and now and then press the button twice. Which items
 * are gold they know as little as real people do.
 */
public final class SimulatedPeople implements AutoCloseable {
  private static final MediaType JSON = MediaType.get("application/json");
  private static final Duration NOTHING_TO_DO = Duration.ofMillis(150);
  private static final Duration DESK_AWAY = Duration.ofMillis(500);

  /** Who somebody is. */
  public enum Kind {
    TRAINED,
    CARELESS,
    EXPERT
  }

  /**
   * One of them.
   *
   * @param name decides skill and speed
   */
  public record Person(String name, Kind kind, String token) {}

  /** What they did so far; {@code refused} counts answers that the desk would not take. */
  public record Counts(int accepted, int flagged, int skipped, int repeated, int refused) {}

  /** An answer of the desk. */
  private record Reply(int status, JsonNode body) {}

  private final String desk;
  private final OkHttpClient http =
      new OkHttpClient.Builder()
          .connectionPool(new ConnectionPool(32, 1, java.util.concurrent.TimeUnit.MINUTES))
          .callTimeout(Duration.ofSeconds(30))
          .build();
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final AtomicInteger accepted = new AtomicInteger();
  private final AtomicInteger flagged = new AtomicInteger();
  private final AtomicInteger skipped = new AtomicInteger();
  private final AtomicInteger repeated = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private final List<Thread> threads = new ArrayList<>();

  private SimulatedPeople(String desk) {
    this.desk = desk;
  }

  /**
   * Sends them to work until {@link #close()}.
   *
   * @param desk its URL without a slash at the end
   */
  public static SimulatedPeople start(String desk, List<Person> people) {
    SimulatedPeople all = new SimulatedPeople(desk);
    for (Person person : people) {
      SimulatedMind mind = new SimulatedMind(person.name(), person.kind());
      all.threads.add(
          Thread.ofVirtual()
              .name("simulated " + person.name())
              .start(() -> all.work(person.token(), mind)));
    }
    return all;
  }

  public Counts counts() {
    return new Counts(accepted.get(), flagged.get(), skipped.get(), repeated.get(), refused.get());
  }

  /** Sends everybody home; a task in hand is finished first. */
  @Override
  public void close() {
    stopped.set(true);
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
  }

  private void work(String token, SimulatedMind mind) {
    try {
      while (!stopped.get()) {
        Reply reply = post(token, "/api/next", Json.MAPPER.createObjectNode());
        switch (reply.status) {
          case 200 -> answer(token, mind, reply.body);
          case 204, 429 -> Thread.sleep(NOTHING_TO_DO);
          default -> {
            refused.incrementAndGet();
            Thread.sleep(DESK_AWAY);
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void answer(String token, SimulatedMind mind, JsonNode task) throws InterruptedException {
    String lease = "/api/leases/" + task.path("lease").asText() + "/";
    SimulatedMind.Act act =
        mind.act(prompt(task.path("prompt")), shown(task, "A"), shown(task, "B"));
    Thread.sleep(act.pause());
    switch (act) {
      case SimulatedMind.Skip skip -> {
        ObjectNode body = Json.MAPPER.createObjectNode().put("reason", skip.reason());
        count(post(token, lease + "skip", body), skipped);
      }
      case SimulatedMind.Judge judge -> {
        ObjectNode body =
            Json.MAPPER
                .createObjectNode()
                .put("label", judge.label().symbol())
                .put("seconds", judge.seconds());
        Reply reply = post(token, lease + "submit", body);
        count(reply, reply.body.path("status").asText().equals("flagged") ? flagged : accepted);
        if (judge.twice()) {
          count(post(token, lease + "submit", body), repeated);
        }
      }
    }
  }

  private void count(Reply reply, AtomicInteger done) {
    (reply.status == 200 ? done : refused).incrementAndGet();
  }

  /** A text, or the messages of a conversation. */
  private static String prompt(JsonNode prompt) {
    if (prompt.isTextual()) {
      return prompt.textValue();
    }
    List<String> parts = new ArrayList<>();
    prompt.forEach(message -> parts.add(message.path("content").asText()));
    return String.join("\n", parts);
  }

  private static String shown(JsonNode task, String key) {
    for (JsonNode response : task.path("responses")) {
      if (response.path("key").asText().equals(key)) {
        return response.path("text").asText();
      }
    }
    return "";
  }

  /** A desk that is down comes back: a person presses the button again. */
  private Reply post(String token, String path, ObjectNode body) throws InterruptedException {
    Request request =
        new Request.Builder()
            .url(desk + path)
            .header("Authorization", "Bearer " + token)
            .post(RequestBody.create(body.toString(), JSON))
            .build();
    do {
      try (Response response = http.newCall(request).execute()) {
        String text = response.body().string();
        if (response.code() < 500) {
          return new Reply(
              response.code(),
              response.code() == 200 ? Json.MAPPER.readTree(text) : Json.MAPPER.nullNode());
        }
      } catch (IOException e) {
        // Tried again below, as after a 5xx.
      }
      Thread.sleep(DESK_AWAY);
    } while (!stopped.get());
    return new Reply(503, Json.MAPPER.nullNode());
  }
}
