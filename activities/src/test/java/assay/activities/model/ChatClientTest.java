package assay.activities.model;

import static assay.activities.model.ModelServer.json;
import static assay.activities.model.ModelServer.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.domain.Message;
import assay.domain.judge.AnswerToken;
import assay.domain.judge.AnswerToken.Alternative;
import assay.domain.spec.CampaignSpec;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChatClientTest {
  private static final Backoff QUICK =
      new Backoff(6, Duration.ofMillis(4), Duration.ofMillis(20), Duration.ofSeconds(5));
  private static final long PATIENT = 120_000;
  private static final Duration LONG = Duration.ofHours(1);
  private static final Map<String, String> ENVIRONMENT = Map.of("MY_KEY", "sesame-42");

  private final Queue<MockResponse> replies = new ArrayDeque<>();
  private final ModelServer server =
      new ModelServer(
          question -> {
            synchronized (replies) {
              MockResponse next = replies.poll();
              return next == null ? json(500, "no reply left") : next;
            }
          });
  private final ChatClient client =
      new ChatClient(ENVIRONMENT::get, QUICK, Clock.systemUTC(), SharedDatabase.JDBI);

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void theWholeExchange() throws Exception {
    try (MockWebServer plain = new MockWebServer()) {
      plain.start();
      plain.enqueue(
          json(
              200,
              """
              {"choices": [{"finish_reason": "length", "message": {"content": "Hi"},
                "logprobs": {"content": [{"token": "Hi", "logprob": -0.5,
                  "top_logprobs": [{"token": "Ho", "logprob": -1}]}]}}],
               "usage": {"prompt_tokens": 7, "completion_tokens": 3}}\
              """));
      CampaignSpec.Model endpoint =
          endpoint("http://127.0.0.1:" + plain.getPort() + "/v1", "MY_KEY", 4, PATIENT);

      assertThat(client.ask(request(endpoint, 5)))
          .isEqualTo(
              new ChatResult.Answered(
                  new ChatAnswer(
                      "Hi",
                      "length",
                      7,
                      3,
                      List.of(new AnswerToken("Hi", -0.5, List.of(new Alternative("Ho", -1)))))));
      RecordedRequest asked = plain.takeRequest();
      assertThat(asked.getRequestLine()).isEqualTo("POST /v1/chat/completions HTTP/1.1");
      assertThat(asked.getHeaders().get("Authorization")).isEqualTo("Bearer sesame-42");
      assertThat(Objects.requireNonNull(asked.getBody()).utf8())
          .isEqualTo(
              "{\"model\":\"gemma\",\"messages\":[{\"role\":\"user\",\"content\":\"Why?\"}],"
                  + "\"temperature\":0.1,\"max_tokens\":500,\"seed\":9,\"stream\":false,"
                  + "\"logprobs\":true,\"top_logprobs\":5}");
    }
  }

  @Test
  void connectionsAreReused() throws Exception {
    try (MockWebServer plain = new MockWebServer()) {
      plain.start();
      CampaignSpec.Model endpoint =
          endpoint("http://127.0.0.1:" + plain.getPort() + "/v1", "", 4, PATIENT);
      for (int i = 0; i < 3; i++) {
        plain.enqueue(says("Hi"));
        client.ask(request(endpoint, 0));
        RecordedRequest asked = plain.takeRequest();
        assertThat(asked.getConnectionIndex()).isZero();
        assertThat(asked.getHeaders().get("Authorization")).isNull();
      }
    }
  }

  @Test
  void partsAndMissingThingsAreRead() throws Exception {
    replies.add(
        json(
            200,
            "{\"choices\":[{\"message\":{\"content\":[{\"text\":\"a\"},{\"text\":\"b\"}]}}]}"));
    replies.add(
        json(200, "{\"choices\":[{\"finish_reason\":null,\"message\":{\"content\":null}}]}"));

    assertThat(ask()).isEqualTo(answered("ab"));
    assertThat(ask()).isEqualTo(answered(""));
  }

  @Test
  void faultsThatPassAreTriedAgain() throws Exception {
    replies.add(json(500, "{\"error\":{\"message\":\"boom\"}}"));
    replies.add(json(408, ""));
    replies.add(json(200, "<html>"));
    replies.add(json(200, "{\"choices\":[]}"));
    replies.add(new MockResponse.Builder().onRequestStart(new SocketEffect.CloseSocket()).build());
    replies.add(says("At last"));

    assertThat(ask()).isInstanceOf(ChatResult.Answered.class);
  }

  @Test
  void afterSixTriesItIsUnreachable() throws Exception {
    for (int i = 0; i < 7; i++) {
      replies.add(json(503, "{\"error\":\"overloaded\"}"));
    }

    assertThat(ask())
        .isEqualTo(new ChatResult.Unreachable("status 503: overloaded; tried 6 times"));
    assertThat(server.asked()).hasSize(6);
  }

  @Test
  void garbageIsNamed() throws Exception {
    for (int i = 0; i < 6; i++) {
      replies.add(json(200, "not\nJSON"));
    }

    assertThat(ask())
        .isEqualTo(
            new ChatResult.Unreachable(
                "the reply is no answer of this API: not JSON; tried 6 times"));
  }

  @Test
  void retryAfterIsHonoured() throws Exception {
    replies.add(
        new MockResponse.Builder().code(429).addHeader("Retry-After", "1").body("slow").build());
    replies.add(says("Hi"));
    long start = System.nanoTime();

    assertThat(ask()).isInstanceOf(ChatResult.Answered.class);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(1));
  }

  @Test
  void aServerThatAsksForTooLongAWaitIsLeftAlone() throws Exception {
    replies.add(
        new MockResponse.Builder().code(429).addHeader("Retry-After", "3600").body("slow").build());

    assertThat(ask())
        .isInstanceOfSatisfying(
            ChatResult.Down.class,
            down -> {
              assertThat(down.reason()).isEqualTo("status 429: slow");
              assertThat(down.reopens()).isBetween(Duration.ofMinutes(50), Duration.ofHours(1));
              assertThat(down.givenUp()).isFalse();
            });
    assertThat(ask()).isInstanceOf(ChatResult.Down.class);
    assertThat(server.asked()).hasSize(1);
  }

  @Test
  void refusalsAreFinalShortAndWithoutKeys() throws Exception {
    replies.add(
        json(
            401,
            "{\"error\":{\"message\":\"Bad key sesame-42, or sk-abcdefgh12345.\\nSee "
                + "x".repeat(400)
                + "\"}}"));

    assertThat(client.ask(request(endpoint(server.url(), "MY_KEY", 4, PATIENT), 0)))
        .isInstanceOfSatisfying(
            ChatResult.Down.class,
            down ->
                assertThat(down.reason())
                    .isEqualTo(
                        "refused with status 401: Bad key [key], or [key] See "
                            + "x".repeat(300 - 28)
                            + "…"));
    assertThat(server.asked()).hasSize(1);
  }

  @Test
  void aNamedKeyThatIsNotSetIsAnError() throws Exception {
    assertThat(client.ask(request(endpoint(server.url(), "OTHER_KEY", 4, PATIENT), 0)))
        .isInstanceOfSatisfying(
            ChatResult.Down.class,
            down ->
                assertThat(down.reason())
                    .isEqualTo(
                        "the environment variable OTHER_KEY, named by api_key_env, is not set in"
                            + " this process; set it and start the process again"));
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void aServerThatRefusesLogProbabilitiesIsAskedWithoutFromThenOn() throws Exception {
    server.rule(
        question ->
            question.has("logprobs")
                ? json(400, "{\"error\":{\"message\":\"unknown field logprobs\"}}")
                : says("Hi"));
    ChatRequest request = request(endpoint(server.url(), "", 4, PATIENT), 5);

    assertThat(client.ask(request)).isInstanceOf(ChatResult.Answered.class);
    assertThat(client.ask(request)).isInstanceOf(ChatResult.Answered.class);

    assertThat(server.asked().stream().map(q -> q.has("top_logprobs")))
        .containsExactly(true, false, false);
  }

  @Test
  void aBadQuestionDoesNotCostTheNextOneItsLogProbabilities() throws Exception {
    server.rule(question -> json(400, "{\"error\":{\"message\":\"context is too long\"}}"));
    ChatRequest request = request(endpoint(server.url(), "", 4, PATIENT), 5);

    assertThat(client.ask(request)).isEqualTo(new ChatResult.Refused(400, "context is too long"));
    server.rule(question -> says("Hi"));
    client.ask(request);

    assertThat(server.asked().stream().map(q -> q.has("logprobs")))
        .containsExactly(true, false, true);
  }

  @Test
  void aSilentServerTimesOut() throws Exception {
    server.rule(question -> new MockResponse.Builder().headersDelay(10, TimeUnit.SECONDS).build());

    assertThat(client.ask(request(endpoint(server.url(), "", 4, 100), 0)))
        .isEqualTo(new ChatResult.Unreachable("no answer within 0.1 s; tried 6 times"));
  }

  @Test
  void noServerAtAll() throws Exception {
    server.close();

    assertThat(ask())
        .isInstanceOfSatisfying(
            ChatResult.Unreachable.class,
            u ->
                assertThat(u.reason())
                    .startsWith("Failed to connect to /127.0.0.1:")
                    .endsWith("; tried 6 times"));
  }

  @Test
  void neverMoreCallsInFlightThanTheModelAllows() throws Exception {
    AtomicInteger inFlight = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch two = new CountDownLatch(2);
    server.rule(
        question -> {
          most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
          two.countDown();
          try {
            assertThat(two.await(1, TimeUnit.MINUTES)).isTrue();
            Thread.sleep(15);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          inFlight.decrementAndGet();
          return says("Hi");
        });
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<ChatResult>> results = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        int limit = i == 0 ? 8 : 3; // another campaign may allow more: the least holds
        results.add(
            threads.submit(
                () -> client.ask(request(endpoint(server.url(), "", limit, PATIENT), 0))));
      }
      for (Future<ChatResult> result : results) {
        assertThat(result.get()).isInstanceOf(ChatResult.Answered.class);
      }
    }
    assertThat(most.get()).isBetween(2, 4);
  }

  @Test
  void aCallInFlightEndsWhenInterrupted() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    server.rule(
        question -> {
          arrived.countDown();
          return new MockResponse.Builder().headersDelay(10, TimeUnit.MINUTES).build();
        });
    assertInterruptible(client, arrived);
  }

  @Test
  void aWaitForTheNextTryEndsWhenInterrupted() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    server.rule(
        question -> {
          arrived.countDown();
          return new MockResponse.Builder().code(429).addHeader("Retry-After", "600").build();
        });
    Backoff obedient = new Backoff(6, Duration.ofMillis(4), Duration.ofMillis(20), LONG);
    assertInterruptible(
        new ChatClient(ENVIRONMENT::get, obedient, Clock.systemUTC(), SharedDatabase.JDBI),
        arrived);
  }

  /** Nothing but the interrupt ends the call within minutes. */
  private void assertInterruptible(ChatClient client, CountDownLatch arrived)
      throws InterruptedException {
    ChatRequest request = request(endpoint(server.url(), "", 4, LONG.toMillis()), 0);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<ChatResult> result = threads.submit(() -> client.ask(request));
      assertThat(arrived.await(2, TimeUnit.MINUTES)).isTrue();
      threads.shutdownNow();
      assertThatThrownBy(result::get)
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(InterruptedException.class);
    }
    assertThat(server.asked()).hasSize(1);
  }

  private ChatResult ask() throws InterruptedException {
    return client.ask(request(endpoint(server.url(), "", 4, PATIENT), 0));
  }

  private static ChatResult answered(String content) {
    return new ChatResult.Answered(new ChatAnswer(content, "", 0, 0, List.of()));
  }

  static ChatRequest request(CampaignSpec.Model endpoint, int topLogprobs) {
    return new ChatRequest(
        endpoint, List.of(new Message("user", "Why?")), 0.1, 500, 9, topLogprobs);
  }

  static CampaignSpec.Model endpoint(String url, String keyVariable, int limit, long timeoutMs) {
    return endpoint(url, CampaignSpec.Api.OPENAI, keyVariable, limit, timeoutMs);
  }

  static CampaignSpec.Model endpoint(
      String url, CampaignSpec.Api api, String keyVariable, int limit, long timeoutMs) {
    return new CampaignSpec.Model(
        url,
        "gemma",
        api,
        keyVariable,
        "",
        BigDecimal.ZERO,
        BigDecimal.ZERO,
        limit,
        0,
        0,
        Duration.ofMillis(timeoutMs),
        Duration.ofMinutes(10),
        null,
        CampaignSpec.VerdictForm.TEXT);
  }
}
