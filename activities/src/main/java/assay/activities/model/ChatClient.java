package assay.activities.model;

import assay.domain.spec.CampaignSpec;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Puts questions to OpenAI-compatible servers, one connection reused for many, no streaming.
 *
 * <p>A try that met 408, 429, 5xx, a broken connection, a timeout or a reply that is no completion
 * is repeated, after what {@code Retry-After} says or else with backoff; other 4xx are final. A
 * place at the model is held only while a call is in flight, not while waiting for the next try.
 * Every wait ends at once when the thread is interrupted.
 */
public final class ChatClient {
  private static final MediaType JSON = MediaType.get("application/json");
  private static final int IDLE_CONNECTIONS = 64;

  private final OkHttpClient http;
  private final ScoreClient scores;
  private final Secrets secrets;
  private final Backoff backoff;
  private final Clock clock;
  private final Places places = new Places();
  private final Set<String> withoutLogprobs = ConcurrentHashMap.newKeySet();

  /** The client of a process: keys from its environment, the usual backoff. */
  public ChatClient() {
    this(System::getenv, Backoff.USUAL, Clock.systemUTC());
  }

  public ChatClient(Function<String, @Nullable String> environment, Backoff backoff, Clock clock) {
    this.secrets = new Secrets(environment);
    this.backoff = backoff;
    this.clock = clock;
    this.http =
        new OkHttpClient.Builder()
            .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, 5, TimeUnit.MINUTES))
            .connectTimeout(Duration.ofSeconds(10))
            .readTimeout(Duration.ZERO) // the whole call has a limit of its own
            .writeTimeout(Duration.ZERO)
            .build();
    this.scores = new ScoreClient(http, secrets, backoff, clock);
  }

  /** Asks scoring endpoints, with the same keys and the same patience. */
  ScoreClient scores() {
    return scores;
  }

  /** Asks until there is an answer, a refusal, or no try left. */
  public ChatResult ask(ChatRequest request) throws InterruptedException {
    return ask(request, () -> true);
  }

  /**
   * @param wanted looked at before each try, once there is a place for it: a question that nobody
   *     wants any more is unreachable at once
   */
  public ChatResult ask(ChatRequest request, BooleanSupplier wanted) throws InterruptedException {
    @Nullable String key;
    try {
      key = secrets.key(request.endpoint());
    } catch (Secrets.Unset e) {
      return new ChatResult.Refused(401, String.valueOf(e.getMessage()));
    }
    for (int tries = 1; ; tries++) {
      switch (attempt(request, key, wanted)) {
        case Ended ended -> {
          return ended.result;
        }
        case Again again -> {
          Duration asked = again.pause;
          if (asked != null && asked.compareTo(backoff.longestAsked()) > 0) {
            return new ChatResult.Unreachable(
                again.why + "; asks to wait " + asked.toSeconds() + " s");
          }
          if (tries >= backoff.tries()) {
            return new ChatResult.Unreachable(again.why + "; tried " + tries + " times");
          }
          Duration own = backoff.after(tries, ThreadLocalRandom.current().nextDouble());
          Thread.sleep(asked == null ? own : asked);
        }
      }
    }
  }

  /** What one try came to. */
  private sealed interface Try {}

  private record Ended(ChatResult result) implements Try {}

  /**
   * @param pause what the server asked for, null when it did not
   */
  private record Again(String why, @Nullable Duration pause) implements Try {}

  private Try attempt(ChatRequest request, @Nullable String key, BooleanSupplier wanted)
      throws InterruptedException {
    String server = request.endpoint().url() + " " + request.endpoint().model();
    boolean logprobs = request.topLogprobs() > 0 && !withoutLogprobs.contains(server);
    Try first = call(request, key, wanted, logprobs);
    if (!logprobs
        || !(first instanceof Ended(ChatResult.Refused(int status, String message)))
        || (status != 400 && status != 422)) {
      return first;
    }
    // Some servers refuse the fields instead of ignoring them; the answer without them tells.
    Try second = call(request, key, wanted, false);
    if (second instanceof Ended(ChatResult.Answered answered)) {
      withoutLogprobs.add(server);
    }
    return second;
  }

  private Try call(
      ChatRequest request, @Nullable String key, BooleanSupplier wanted, boolean logprobs)
      throws InterruptedException {
    CampaignSpec.Model endpoint = request.endpoint();
    Request.Builder post =
        new Request.Builder()
            .url(endpoint.url() + "/chat/completions")
            .post(RequestBody.create(ChatWire.body(request, logprobs), JSON));
    if (key != null) {
      post.header("Authorization", "Bearer " + key);
    }
    Semaphore place = places.at(endpoint);
    place.acquire();
    try {
      if (!wanted.getAsBoolean()) {
        return new Ended(new ChatResult.Unreachable("no longer asked"));
      }
      Call call = http.newCall(post.build());
      call.timeout().timeout(endpoint.timeout().toMillis(), TimeUnit.MILLISECONDS);
      try (Response response = call.execute()) {
        return read(response, key);
      }
    } catch (IOException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted while waiting for an answer");
      }
      return new Again(reason(e, endpoint.timeout()), null);
    } finally {
      place.release();
    }
  }

  private Try read(Response response, @Nullable String key) throws IOException {
    int status = response.code();
    String body = response.body().string();
    if (status / 100 == 2) {
      Optional<ChatAnswer> answer = ChatWire.answer(body);
      return answer.isPresent()
          ? new Ended(new ChatResult.Answered(answer.get()))
          : new Again("the reply is no chat completion: " + Secrets.redacted(body, key), null);
    }
    String words = Secrets.redacted(ChatWire.error(body), key);
    if (status == 408 || status == 429 || status >= 500) {
      String header = response.header("Retry-After");
      return new Again(
          "status " + status + (words.isEmpty() ? "" : ": " + words),
          header == null ? null : RetryAfter.parse(header, clock.instant()));
    }
    return new Ended(new ChatResult.Refused(status, words));
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
