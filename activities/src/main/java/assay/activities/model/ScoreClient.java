package assay.activities.model;

import assay.activities.store.Json;
import assay.domain.Message;
import assay.domain.spec.CampaignSpec;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import okhttp3.Call;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Posts {@code {"prompt": [turns], "response": text}} to endpoints that reply {@code {"score":
 * number}}, such as a reward model behind a few lines of its own.
 *
 * <p>Tried again as chat calls are. The whole reply is the answer, so that what was replied stays
 * stored also when it holds no score.
 */
final class ScoreClient {
  private static final MediaType JSON = MediaType.get("application/json");
  private static final int LONGEST_REPLY = 10_000;

  private final OkHttpClient http;
  private final Secrets secrets;
  private final Backoff backoff;
  private final Clock clock;
  private final ConcurrentHashMap<String, Semaphore> places = new ConcurrentHashMap<>();

  ScoreClient(OkHttpClient http, Secrets secrets, Backoff backoff, Clock clock) {
    this.http = http;
    this.secrets = secrets;
    this.backoff = backoff;
    this.clock = clock;
  }

  /**
   * @param request its last message is the response, those before are the prompt
   * @param wanted looked at before each try: a question that nobody wants any more is unreachable
   */
  ChatResult ask(ChatRequest request, BooleanSupplier wanted) throws InterruptedException {
    @Nullable String key;
    try {
      key = secrets.key(request.endpoint());
    } catch (Secrets.Unset e) {
      return new ChatResult.Refused(401, String.valueOf(e.getMessage()));
    }
    for (int tries = 1; ; tries++) {
      Try attempt = attempt(request, key, wanted);
      ChatResult ended = attempt.ended();
      if (ended != null) {
        return ended;
      }
      Duration asked = attempt.pause();
      if (tries >= backoff.tries()
          || (asked != null && asked.compareTo(backoff.longestAsked()) > 0)) {
        return new ChatResult.Unreachable(attempt.why() + "; tried " + tries + " times");
      }
      Duration own = backoff.after(tries, ThreadLocalRandom.current().nextDouble());
      Thread.sleep(asked == null ? own : asked);
    }
  }

  /**
   * @param ended null when it is to be tried again
   * @param pause what the server asked for, null when it did not
   */
  private record Try(@Nullable ChatResult ended, String why, @Nullable Duration pause) {}

  private Try attempt(ChatRequest request, @Nullable String key, BooleanSupplier wanted)
      throws InterruptedException {
    CampaignSpec.Model endpoint = request.endpoint();
    Request.Builder post =
        new Request.Builder().url(endpoint.url()).post(RequestBody.create(body(request), JSON));
    if (key != null) {
      post.header("Authorization", "Bearer " + key);
    }
    Semaphore place =
        places.computeIfAbsent(
            endpoint.url(), url -> new Semaphore(endpoint.maxConcurrent(), true));
    place.acquire();
    try {
      if (!wanted.getAsBoolean()) {
        return new Try(new ChatResult.Unreachable("no longer asked"), "", null);
      }
      Call call = http.newCall(post.build());
      call.timeout().timeout(endpoint.timeout().toMillis(), TimeUnit.MILLISECONDS);
      try (Response response = call.execute()) {
        return read(response, key);
      }
    } catch (IOException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted while waiting for a score");
      }
      return new Try(null, ChatClient.reason(e, endpoint.timeout()), null);
    } finally {
      place.release();
    }
  }

  private Try read(Response response, @Nullable String key) throws IOException {
    int status = response.code();
    String body = response.body().string();
    if (status / 100 == 2) {
      String reply = body.replace("\0", "");
      String kept = reply.substring(0, Math.min(reply.length(), LONGEST_REPLY));
      return new Try(new ChatResult.Answered(new ChatAnswer(kept, "", 0, 0, List.of())), "", null);
    }
    String words = Secrets.redacted(ChatWire.error(body), key);
    if (status == 408 || status == 429 || status >= 500) {
      String header = response.header("Retry-After");
      return new Try(
          null,
          "status " + status + (words.isEmpty() ? "" : ": " + words),
          header == null ? null : RetryAfter.parse(header, clock.instant()));
    }
    return new Try(new ChatResult.Refused(status, words), "", null);
  }

  private static String body(ChatRequest request) {
    ObjectNode body = Json.MAPPER.createObjectNode();
    ArrayNode prompt = body.putArray("prompt");
    List<Message> turns = request.messages();
    for (Message turn : turns.subList(0, turns.size() - 1)) {
      prompt.addObject().put("role", turn.role()).put("content", turn.content());
    }
    return body.put("response", turns.getLast().content()).toString();
  }
}
