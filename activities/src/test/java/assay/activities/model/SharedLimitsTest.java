package assay.activities.model;

import static assay.activities.model.ModelServer.json;
import static assay.activities.model.ModelServer.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.activities.store.Patience;
import assay.domain.Message;
import assay.domain.spec.CampaignSpec;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What several workers owe an endpoint together; each client here is a worker. */
class SharedLimitsTest {
  private static final Backoff QUICK =
      new Backoff(6, Duration.ofMillis(4), Duration.ofMillis(40), Duration.ofSeconds(5));

  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();
  private final List<Long> arrivals = new CopyOnWriteArrayList<>();
  private volatile CountDownLatch together = new CountDownLatch(0);
  private final ModelServer server = new ModelServer(question -> slowly());
  private final ChatClient one = client();
  private final ChatClient other = client();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void twoWorkersShareThePlaces() throws Exception {
    CampaignSpec.Model endpoint = endpoint(6, 0, 0, Duration.ofMinutes(10));
    together = new CountDownLatch(4);

    assertThat(askAll(List.of(one, other), endpoint, 120))
        .allMatch(ChatResult.Answered.class::isInstance);

    assertThat(most.get()).isBetween(4, 6);
  }

  @Test
  void aWorkerGetsNoMoreThanOthersLeave() throws Exception {
    CampaignSpec.Model endpoint = endpoint(6, 0, 0, Duration.ofMinutes(10));
    holds(endpoint, "busy", 4, "1 hour");

    assertThat(askAll(List.of(one), endpoint, 30)).allMatch(ChatResult.Answered.class::isInstance);

    assertThat(most.get()).isBetween(1, 2);
  }

  @Test
  void theLeastLimitOfThoseWhoAskHolds() throws Exception {
    CampaignSpec.Model endpoint = endpoint(6, 0, 0, Duration.ofMinutes(10));
    holds(endpoint, "modest", 0, "1 hour");
    SharedDatabase.JDBI.useHandle(
        h -> h.execute("update model_place set most = 2 where endpoint = ?", endpoint.endpoint()));

    assertThat(askAll(List.of(one), endpoint, 30)).allMatch(ChatResult.Answered.class::isInstance);

    assertThat(most.get()).isBetween(1, 2);
  }

  @Test
  void thePlacesOfAKilledWorkerComeBack() throws Exception {
    CampaignSpec.Model endpoint = endpoint(6, 0, 0, Duration.ofMinutes(10));
    holds(endpoint, "killed", 6, "1 second");
    together = new CountDownLatch(2);

    assertThat(askAll(List.of(one), endpoint, 30)).allMatch(ChatResult.Answered.class::isInstance);

    assertThat(most.get()).isBetween(2, 6);
  }

  @Test
  void requestsOfAllWorkersAreSpacedEvenly() throws Exception {
    CampaignSpec.Model endpoint = endpoint(8, 1200, 0, Duration.ofMinutes(10));
    long start = System.nanoTime();

    assertThat(askAll(List.of(one, other), endpoint, 41))
        .allMatch(ChatResult.Answered.class::isInstance);

    // A request may be late, and none is early.
    for (int i = 0; i < arrivals.size(); i++) {
      Duration least = Duration.ofMillis(50L * i - 20);
      assertThat(Duration.ofNanos(arrivals.get(i) - start)).isGreaterThan(least);
    }
    assertThat(spacing(endpoint, "next_request")).isCloseTo(0.05, within(1e-6));
  }

  @Test
  void tokensAreCountedAsUsed() throws Exception {
    CampaignSpec.Model endpoint = endpoint(8, 0, 60_000, Duration.ofMinutes(10));
    long start = System.nanoTime();

    // 110 tokens each at 1,000 a second; 500 more were reserved for the answer and given back
    for (int i = 0; i < 11; i++) {
      assertThat(one.ask(request(endpoint))).isInstanceOf(ChatResult.Answered.class);
    }

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(1100));
    assertThat(spacing(endpoint, "next_tokens")).isCloseTo(0.11, within(1e-6));
  }

  @Test
  void retryAfterHoldsForEveryWorker() throws Exception {
    CampaignSpec.Model endpoint = endpoint(8, 0, 0, Duration.ofMinutes(10));
    AtomicBoolean told = new AtomicBoolean();
    CountDownLatch seen = new CountDownLatch(1);
    server.rule(
        question -> {
          arrivals.add(System.nanoTime());
          if (!told.getAndSet(true)) {
            return new MockResponse.Builder().code(429).addHeader("Retry-After", "2").build();
          }
          awaitOpen(seen); // the first answer would open the endpoint again
          return says("Hi");
        });
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<ChatResult> first = threads.submit(() -> one.ask(request(endpoint)));
      assertThat(
              Patience.until(
                  Duration.ofMinutes(1), () -> stored(endpoint, "down_since is not null")))
          .isTrue();
      seen.countDown();

      assertThat(other.ask(request(endpoint))).isInstanceOf(ChatResult.Answered.class);
      assertThat(first.get()).isInstanceOf(ChatResult.Answered.class);
    }
    assertThat(arrivals).hasSize(3);
    assertThat(arrivals.get(1) - arrivals.get(0)).isGreaterThan(2_000_000_000L);
  }

  @Test
  void aDeadEndpointIsLeftAloneByAllAndComesBack() throws Exception {
    CampaignSpec.Model endpoint = endpoint(4, 0, 0, Duration.ofMinutes(10));
    AtomicInteger failures = new AtomicInteger();
    AtomicBoolean recovered = new AtomicBoolean();
    server.rule(
        question -> {
          if (recovered.get() || stored(endpoint, "closures >= 6")) {
            recovered.set(true);
            return says("Hi");
          }
          failures.incrementAndGet();
          return json(503, "{\"error\":\"overloaded\"}");
        });

    assertThat(askAll(List.of(one, other), endpoint, 80))
        .hasSize(80)
        .allMatch(ChatResult.Answered.class::isInstance);

    // Eight in a row and the calls in flight beside them, for each worker; then one at a time.
    assertThat(failures.get()).isLessThan(2 * (Gate.IN_A_ROW + 4) + 20);
    assertThat(stored(endpoint, "down_since is not null")).isFalse();
  }

  @Test
  void whatIsDownForLongIsGivenUp() throws Exception {
    CampaignSpec.Model endpoint = endpoint(4, 0, 0, Duration.ZERO);
    server.rule(question -> json(403, "{\"error\":\"no credit\"}"));

    assertThat(one.ask(request(endpoint)))
        .isInstanceOfSatisfying(
            ChatResult.Down.class,
            down -> {
              assertThat(down.reason()).isEqualTo("refused with status 403: no credit");
              assertThat(down.givenUp()).isTrue();
            });
  }

  private MockResponse slowly() {
    most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
    arrivals.add(System.nanoTime());
    together.countDown();
    awaitOpen(together);
    try {
      Thread.sleep(15);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    inFlight.decrementAndGet();
    return says("Hi");
  }

  private static void awaitOpen(CountDownLatch latch) {
    try {
      assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<ChatResult> askAll(
      List<ChatClient> clients, CampaignSpec.Model endpoint, int questions) throws Exception {
    List<ChatResult> results = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<ChatResult>> asked = new ArrayList<>();
      for (int i = 0; i < questions; i++) {
        ChatClient client = clients.get(i % clients.size());
        asked.add(threads.submit(() -> client.ask(request(endpoint))));
      }
      for (Future<ChatResult> each : asked) {
        results.add(each.get());
      }
    }
    return results;
  }

  private static ChatRequest request(CampaignSpec.Model endpoint) {
    return new ChatRequest(endpoint, List.of(new Message("user", "Why?")), 0.1, 499, 9, 0);
  }

  private static ChatClient client() {
    return new ChatClient(name -> null, QUICK, Clock.systemUTC(), SharedDatabase.JDBI);
  }

  private CampaignSpec.Model endpoint(int places, int requests, int tokens, Duration giveUpAfter) {
    return new CampaignSpec.Model(
        server.url(),
        "gemma",
        CampaignSpec.Api.OPENAI,
        "",
        "",
        BigDecimal.ZERO,
        BigDecimal.ZERO,
        places,
        requests,
        tokens,
        Duration.ofMinutes(2),
        giveUpAfter,
        null,
        CampaignSpec.VerdictForm.TEXT);
  }

  private static void holds(CampaignSpec.Model endpoint, String worker, int places, String time) {
    SharedDatabase.JDBI.useHandle(
        h -> {
          h.execute("insert into model_endpoint (endpoint) values (?)", endpoint.endpoint());
          h.execute(
              "insert into model_place (endpoint, worker, most, wanted, granted, expires_at)"
                  + " values (?, ?, 6, ?, ?, clock_timestamp() + ?::interval)",
              endpoint.endpoint(),
              worker,
              places,
              places,
              time);
        });
  }

  private static double spacing(CampaignSpec.Model endpoint, String next) {
    return SharedDatabase.JDBI.withHandle(
        h ->
            h.createQuery(
                    "select extract(epoch from %s - turn) from model_endpoint where endpoint = ?"
                        .formatted(next))
                .bind(0, endpoint.endpoint())
                .mapTo(Double.class)
                .one());
  }

  private static boolean stored(CampaignSpec.Model endpoint, String condition) {
    return SharedDatabase.JDBI.withHandle(
        h ->
            h.createQuery("select " + condition + " from model_endpoint where endpoint = ?")
                .bind(0, endpoint.endpoint())
                .mapTo(Boolean.class)
                .findOne()
                .orElse(false));
  }
}
