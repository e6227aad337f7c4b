package assay.workers.demo;

import static org.assertj.core.api.Assertions.assertThat;

import assay.activities.store.Json;
import assay.activities.store.Patience;
import assay.domain.PreferenceLabel;
import assay.workers.demo.SimulatedPeople.Kind;
import assay.workers.demo.SimulatedPeople.Person;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The people against a small desk that speaks the REST interface and shows everybody everything.
 */
class SimulatedPeopleTest {
  private static final List<DemoItem> ITEMS = DemoPrompts.items();

  /** How the two answers of an item stand: the better one first or second. */
  private record Given(DemoItem item, boolean goodFirst, PreferenceLabel label, double seconds) {}

  private final Map<String, AtomicInteger> next = new ConcurrentHashMap<>();
  private final Map<String, Given> given = new ConcurrentHashMap<>();
  private final AtomicInteger repeats = new AtomicInteger();
  private final AtomicInteger failures = new AtomicInteger();
  private final Javalin desk = desk();

  @AfterEach
  void stop() {
    desk.stop();
  }

  @Test
  void theyJudgeByTheTextsAsWellAsTheyCan() {
    List<Person> people =
        List.of(
            new Person("ada", Kind.TRAINED, "ada"),
            new Person("ben", Kind.TRAINED, "ben"),
            new Person("cem", Kind.CARELESS, "cem"),
            new Person("dot", Kind.EXPERT, "dot"));
    try (SimulatedPeople crowd = SimulatedPeople.start("http://127.0.0.1:" + desk.port(), people)) {
      assertThat(
              Patience.until(
                  Duration.ofMinutes(5),
                  () ->
                      next.size() == 4
                          && next.values().stream().allMatch(n -> n.get() > ITEMS.size())))
          .isTrue();
      SimulatedPeople.Counts counts = crowd.counts();
      assertThat(counts.accepted()).isEqualTo(given.size());
      assertThat(counts.skipped()).isEqualTo(4 * ITEMS.size() - given.size()).isBetween(1, 20);
      assertThat(counts.repeated()).isEqualTo(repeats.get()).isPositive();
      assertThat(counts.refused()).isZero();
      assertThat(failures).hasValueGreaterThan(1);
    }
    assertThat(right("ada")).isBetween(0.70, 0.97);
    assertThat(right("ben")).isBetween(0.70, 0.97);
    assertThat(right("cem")).isBetween(0.25, 0.65);
    assertThat(right("dot")).isGreaterThan(0.9);
    assertThat(given.entrySet())
        .filteredOn(e -> !e.getKey().startsWith("cem"))
        .allSatisfy(e -> assertThat(e.getValue().seconds).isBetween(12.0, 45.0));
  }

  @Test
  void aWrongTokenIsNoReasonToStopTheOthers() {
    List<Person> people =
        List.of(new Person("eve", Kind.TRAINED, "wrong"), new Person("ada", Kind.TRAINED, "ada"));
    try (SimulatedPeople crowd = SimulatedPeople.start("http://127.0.0.1:" + desk.port(), people)) {
      assertThat(
              Patience.until(
                  Duration.ofMinutes(5),
                  () -> crowd.counts().accepted() > 3 && crowd.counts().refused() > 0))
          .isTrue();
    }
  }

  private double right(String who) {
    List<Given> all =
        given.entrySet().stream()
            .filter(e -> e.getKey().startsWith(who))
            .map(Map.Entry::getValue)
            .toList();
    return all.stream()
            .filter(g -> g.goodFirst ? g.label.margin() > 0 : g.label.margin() < 0)
            .count()
        / (double) all.size();
  }

  private Javalin desk() {
    return Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.routes.post("/api/next", this::next);
              config.routes.post("/api/leases/{lease}/submit", this::submit);
              config.routes.post("/api/leases/{lease}/skip", context -> context.json(Map.of()));
            })
        .start("127.0.0.1", 0);
  }

  private void next(Context context) {
    String who = String.valueOf(context.header("Authorization")).replace("Bearer ", "");
    if (who.equals("wrong")) {
      context.status(401);
      return;
    }
    int n = next.computeIfAbsent(who, w -> new AtomicInteger()).getAndIncrement();
    if (n >= ITEMS.size()) {
      context.status(204);
      return;
    }
    DemoItem item = ITEMS.get(n);
    boolean goodFirst = n % 2 == 0;
    ObjectNode task = Json.MAPPER.createObjectNode();
    task.put("lease", who + "-" + n).put("prompt", item.prompt());
    var responses = task.putArray("responses");
    responses.addObject().put("key", "A").put("text", goodFirst ? item.good() : item.fair());
    responses.addObject().put("key", "B").put("text", goodFirst ? item.fair() : item.good());
    context.contentType("application/json").result(task.toString());
  }

  private void submit(Context context) throws Exception {
    if (failures.incrementAndGet() % 20 == 1) {
      context.status(503); // pressed again a moment later
      return;
    }
    String lease = context.pathParam("lease");
    int n = Integer.parseInt(lease.replaceFirst(".*-", ""));
    JsonNode body = Json.MAPPER.readTree(context.body());
    Given answer =
        new Given(
            ITEMS.get(n),
            n % 2 == 0,
            PreferenceLabel.of(body.path("label").asText()),
            body.path("seconds").asDouble());
    Given before = given.putIfAbsent(lease, answer);
    if (before != null) {
      assertThat(answer).isEqualTo(before);
      repeats.incrementAndGet();
    }
    context.contentType("application/json").result("{\"status\":\"accepted\",\"flags\":[]}");
  }
}
