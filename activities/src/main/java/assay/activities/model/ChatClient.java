package assay.activities.model;

import assay.activities.store.ModelEndpoints;
import assay.domain.spec.CampaignSpec;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/**
 * Puts questions to model servers: HTTP/2 where TLS negotiates it, one connection reused for many,
 * no streaming.
 *
 * <p>A try that met 408, 429, 5xx, a broken connection, a timeout or a reply that is no answer is
 * repeated with backoff; other 4xx are final. An endpoint that says {@code Retry-After}, fails time
 * after time or refuses access is closed for the questions of all workers ({@link Gate}). A place
 * at it is held only while a call is in flight or waits for its turn. Every wait ends at once when
 * the thread is interrupted.
 */
public final class ChatClient {
  private static final MediaType JSON = MediaType.get("application/json");
  private static final int IDLE_CONNECTIONS = 256;

  private final OkHttpClient http;
  private final Secrets secrets;
  private final Backoff backoff;
  private final Clock clock;
  private final Gates gates;
  private final Set<String> withoutLogprobs = ConcurrentHashMap.newKeySet();

  /** The client of a process: keys from its environment, the usual backoff. */
  public ChatClient(Jdbi jdbi) {
    this(System::getenv, Backoff.USUAL, Clock.systemUTC(), jdbi);
  }

  /**
   * @param jdbi where all workers share what they know of the endpoints
   */
  public ChatClient(
      Function<String, @Nullable String> environment, Backoff backoff, Clock clock, Jdbi jdbi) {
    this(environment, backoff, clock, jdbi, http());
  }

  ChatClient(
      Function<String, @Nullable String> environment,
      Backoff backoff,
      Clock clock,
      Jdbi jdbi,
      OkHttpClient.Builder http) {
    this.secrets = new Secrets(environment);
    this.backoff = backoff;
    this.clock = clock;
    this.gates = new Gates(new ModelEndpoints(jdbi), backoff);
    this.http =
        http.connectionPool(new ConnectionPool(IDLE_CONNECTIONS, 5, TimeUnit.MINUTES))
            .connectTimeout(Duration.ofSeconds(10))
            .readTimeout(Duration.ZERO) // the whole call has a limit of its own
            .writeTimeout(Duration.ZERO)
            .build();
  }

  /** Follows no redirect: a key goes nowhere but to the address in the spec. */
  static OkHttpClient.Builder http() {
    return new OkHttpClient.Builder().followRedirects(false).followSslRedirects(false);
  }

  /** Asks until there is an answer, a refusal, no try left, or the endpoint is down for long. */
  public ChatResult ask(ChatRequest request) throws InterruptedException {
    try {
      return put(request);
    } catch (JdbiException e) {
      // An interrupt closes the connection that it meets.
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted at the gate: " + e);
      }
      throw e;
    }
  }

  private ChatResult put(ChatRequest request) throws InterruptedException {
    CampaignSpec.Model endpoint = request.endpoint();
    Gate gate = gates.at(endpoint);
    @Nullable String key;
    try {
      key = secrets.key(endpoint);
    } catch (Secrets.Unset e) {
      String why = String.valueOf(e.getMessage());
      gate.failed(false, null, true, why);
      return down(gate, endpoint).orElse(new ChatResult.Refused(401, why));
    }
    int tries = 0;
    while (true) {
      switch (attempt(gate, request, key)) {
        case Ended(ChatResult.Answered answered) -> {
          return answered;
        }
        case Ended(ChatResult result) -> {
          return down(gate, endpoint).orElse(result);
        }
        // Told when to come back, it comes back: that says nothing against the question.
        case Again(String why, boolean told) when told -> {}
        case Again(String why, boolean told) -> {
          tries++;
          if (tries >= backoff.tries()) {
            return down(gate, endpoint)
                .orElse(new ChatResult.Unreachable(why + "; tried " + tries + " times"));
          }
          Thread.sleep(backoff.after(tries, ThreadLocalRandom.current().nextDouble()));
        }
      }
    }
  }

  private static Optional<ChatResult> down(Gate gate, CampaignSpec.Model endpoint) {
    return gate.down().map(closed -> down(closed, endpoint));
  }

  private static ChatResult down(Gate.Closed closed, CampaignSpec.Model endpoint) {
    Duration reopens = closed.reopens().isNegative() ? Duration.ZERO : closed.reopens();
    return new ChatResult.Down(
        closed.reason(), reopens, closed.downFor().compareTo(endpoint.giveUpAfter()) > 0);
  }

  /** What one try came to. */
  private sealed interface Try {}

  private record Ended(ChatResult result) implements Try {}

  /**
   * @param told whether the server said when to come back; the gate keeps it
   */
  private record Again(String why, boolean told) implements Try {}

  private Try attempt(Gate gate, ChatRequest request, @Nullable String key)
      throws InterruptedException {
    String server = request.endpoint().endpoint();
    boolean logprobs =
        request.topLogprobs() > 0
            && ChatWire.of(request.endpoint().api()).givesLogprobs()
            && !withoutLogprobs.contains(server);
    Try first = call(gate, request, key, logprobs);
    if (!logprobs
        || !(first instanceof Ended(ChatResult.Refused(int status, String message)))
        || (status != 400 && status != 422)) {
      return first;
    }
    // Some servers refuse the fields instead of ignoring them; the answer without them tells.
    Try second = call(gate, request, key, false);
    if (second instanceof Ended(ChatResult.Answered answered)) {
      withoutLogprobs.add(server);
    }
    return second;
  }

  private Try call(Gate gate, ChatRequest request, @Nullable String key, boolean logprobs)
      throws InterruptedException {
    CampaignSpec.Model endpoint = request.endpoint();
    int tokens = request.mostTokens();
    return switch (gate.enter(endpoint, tokens)) {
      case Gate.Closed closed -> new Ended(down(closed, endpoint));
      case Gate.Admitted(boolean probe) -> {
        Reply reply;
        try {
          reply = exchange(request, key, logprobs);
        } finally {
          gate.leave();
        }
        yield told(gate, tokens, probe, reply);
      }
    };
  }

  /** What came of a call, and how long the server asks to be left alone after it. */
  private record Reply(Try outcome, @Nullable Duration asked) {}

  private static Try told(Gate gate, int tokens, boolean probe, Reply reply) {
    switch (reply.outcome) {
      case Ended(ChatResult.Answered(ChatAnswer answer)) ->
          gate.answered(tokens, answer.promptTokens() + answer.completionTokens());
      case Ended(ChatResult.Refused(int status, String words)) ->
          gate.failed(
              probe,
              null,
              status == 401 || status == 403 || status == 404,
              "refused with status " + status + ": " + words);
      case Ended(ChatResult other) -> throw new IllegalStateException("no reply says " + other);
      case Again(String why, boolean told) -> gate.failed(probe, reply.asked, false, why);
    }
    return reply.outcome;
  }

  private Reply exchange(ChatRequest request, @Nullable String key, boolean logprobs)
      throws InterruptedException {
    CampaignSpec.Model endpoint = request.endpoint();
    ChatWire wire = ChatWire.of(endpoint.api());
    Request.Builder post =
        new Request.Builder()
            .url(endpoint.url() + wire.path())
            .post(RequestBody.create(wire.body(request, logprobs), JSON));
    wire.headers(key).forEach(post::header);
    Call call = http.newCall(post.build());
    call.timeout().timeout(endpoint.timeout().toMillis(), TimeUnit.MILLISECONDS);
    try (Response response = call.execute()) {
      return read(wire, response, key);
    } catch (IOException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted while waiting for an answer");
      }
      return new Reply(
          new Again(Secrets.redacted(reason(e, endpoint.timeout()), key), false), null);
    }
  }

  private Reply read(ChatWire wire, Response response, @Nullable String key) throws IOException {
    int status = response.code();
    String body = Secrets.without(response.body().string(), key);
    if (status / 100 == 2) {
      Optional<ChatAnswer> answer = wire.answer(body);
      Try outcome =
          answer.isPresent()
              ? new Ended(new ChatResult.Answered(answer.get()))
              : new Again(
                  "the reply is no answer of this API: " + Secrets.redacted(body, key), false);
      return new Reply(outcome, null);
    }
    String words = Secrets.redacted(ChatWire.error(body), key);
    if (status == 408 || status == 429 || status >= 500) {
      String header = response.header("Retry-After");
      Duration asked = header == null ? null : RetryAfter.parse(header, clock.instant());
      String why = "status " + status + (words.isEmpty() ? "" : ": " + words);
      return new Reply(new Again(why, asked != null), asked);
    }
    return new Reply(new Ended(new ChatResult.Refused(status, words)), null);
  }

  /** What a broken call is called in messages. */
  static String reason(IOException e, Duration timeout) {
    if (e instanceof UnknownHostException) {
      return "unknown host " + e.getMessage();
    }
    if (e instanceof InterruptedIOException) {
      return "no answer within " + timeout.toMillis() / 1000.0 + " s";
    }
    String words = e.getMessage();
    return words == null ? e.getClass().getSimpleName() : words;
  }
}
