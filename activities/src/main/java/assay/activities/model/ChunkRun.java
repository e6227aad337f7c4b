package assay.activities.model;

import assay.activities.store.ModelCall;
import assay.activities.store.ModelCalls;
import assay.domain.spec.CampaignSpec;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.failure.ApplicationFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at what a chunk has to ask.
 *
 * <p>Each task runs on a thread of its own; how many calls are in flight is the model's limit. An
 * answer is stored before its task goes on, so a killed worker repeats at most the calls in flight.
 * The activity's own thread waits and sends heartbeats with the number of answered calls; a
 * cancelled activity or a stopping worker interrupts all tasks at once.
 */
public final class ChunkRun {
  /** From this attempt on, a model that does not answer no longer holds a chunk up. */
  public static final int GIVES_UP_AT = 10;

  private static final long BEAT_MS = 2_000;

  private final ChatClient client;
  private final ScoreClient scores;
  private final ModelCalls store;
  private final ActivityExecutionContext context;
  private final int campaign;
  private final String purpose;
  private final ModelHealth health;
  private final ConcurrentSkipListMap<Key, ModelCall> answered = new ConcurrentSkipListMap<>();
  private final AtomicInteger asked = new AtomicInteger();

  ChunkRun(
      ChatClient client,
      ScoreClient scores,
      ModelCalls store,
      ActivityExecutionContext context,
      int campaign,
      String purpose,
      List<ModelCall> stored) {
    this.client = client;
    this.scores = scores;
    this.store = store;
    this.context = context;
    this.campaign = campaign;
    this.purpose = purpose;
    this.health = new ModelHealth(context.getInfo().getAttempt() >= GIVES_UP_AT);
    stored.forEach(call -> answered.put(Key.of(call), call));
  }

  private record Key(int index, String variant, int attempt) implements Comparable<Key> {
    static Key of(ModelCall call) {
      return new Key(call.index(), call.variant(), call.attempt());
    }

    @Override
    public int compareTo(Key other) {
      int byIndex = Integer.compare(index, other.index);
      int byVariant = byIndex != 0 ? byIndex : variant.compareTo(other.variant);
      return byVariant != 0 ? byVariant : Integer.compare(attempt, other.attempt);
    }
  }

  /**
   * One call that a pair needs.
   *
   * @param model its name in the spec
   * @param probabilities what to keep of the answer's log-probabilities, as JSON
   */
  public record Question(
      int index,
      String variant,
      int attempt,
      String model,
      ChatRequest request,
      Function<ChatAnswer, Optional<String>> probabilities) {}

  /** What is to be found out about one pair, by one call after another. */
  public interface Task<T> {
    T run() throws CallFailed, InterruptedException;
  }

  /** How a question is put, until there is an answer or no try is left. */
  private interface Asking {
    ChatResult ask(ChatRequest request, BooleanSupplier wanted) throws InterruptedException;
  }

  /** The stored answer, or the model's, stored now. */
  public ModelCall ask(Question question) throws CallFailed, InterruptedException {
    return ask(question, client::ask);
  }

  /** The stored reply of a scoring endpoint, or its own, stored now. */
  public ModelCall score(Question question) throws CallFailed, InterruptedException {
    return ask(question, scores::ask);
  }

  private ModelCall ask(Question question, Asking asking) throws CallFailed, InterruptedException {
    Key key = new Key(question.index(), question.variant(), question.attempt());
    ModelCall known = answered.get(key);
    if (known != null) {
      return known;
    }
    ChatResult result =
        asking.ask(question.request(), () -> health.givenUp(question.model()) == null);
    return switch (result) {
      case ChatResult.Answered(ChatAnswer answer) -> {
        ModelCall call = store.keep(campaign, call(question, answer));
        answered.put(key, call);
        asked.incrementAndGet();
        health.answered(question.model());
        yield call;
      }
      case ChatResult.Unreachable(String reason) -> throw failed(question, reason, false);
      case ChatResult.Refused(int status, String message) ->
          throw failed(
              question,
              "refused with status " + status + ": " + message,
              status == 401 || status == 403 || status == 404);
    };
  }

  private CallFailed failed(Question question, String reason, boolean accessRefused) {
    CampaignSpec.Model endpoint = question.request().endpoint();
    String failure =
        "model %s (%s at %s): %s"
            .formatted(question.model(), endpoint.model(), endpoint.url(), reason);
    @Nullable String givenUp = health.givenUp(question.model());
    if (givenUp != null) {
      return new CallFailed(givenUp);
    }
    health.failed(question.model(), failure, accessRefused);
    return new CallFailed(failure);
  }

  private ModelCall call(Question question, ChatAnswer answer) {
    ChatRequest request = question.request();
    CampaignSpec.Model endpoint = request.endpoint();
    return new ModelCall(
        question.index(),
        purpose,
        question.variant(),
        question.attempt(),
        question.model(),
        request.temperature(),
        request.seed(),
        request.digest(),
        answer.content(),
        answer.finishReason(),
        question.probabilities().apply(answer).orElse(null),
        answer.promptTokens(),
        answer.completionTokens(),
        ModelCall.usd(
            answer.promptTokens(),
            answer.completionTokens(),
            endpoint.usdPerMillionInput(),
            endpoint.usdPerMillionOutput()));
  }

  /** All answered calls of one pair, by variant and attempt. */
  public List<ModelCall> calls(int index) {
    return List.copyOf(answered.subMap(new Key(index, "", 0), new Key(index + 1, "", 0)).values());
  }

  /**
   * Runs the tasks at once and waits for all.
   *
   * @return each task's result in order, empty where a call it needs kept failing
   * @throws ApplicationFailure to be tried again, naming the model, when a model is down
   */
  public <T> List<Optional<T>> all(List<Task<T>> tasks) {
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    try {
      ExecutorCompletionService<Optional<T>> done = new ExecutorCompletionService<>(threads);
      List<Future<Optional<T>>> futures = new ArrayList<>();
      for (Task<T> task : tasks) {
        futures.add(done.submit(() -> result(task)));
      }
      int open = tasks.size();
      while (open > 0) {
        context.heartbeat(asked.get());
        Future<Optional<T>> finished = done.poll(BEAT_MS, TimeUnit.MILLISECONDS);
        if (finished != null) {
          finished.get();
          open--;
        }
      }
      health.ended();
      List<Optional<T>> results = new ArrayList<>();
      for (Future<Optional<T>> future : futures) {
        results.add(future.resultNow());
      }
      return results;
    } catch (ExecutionException e) {
      throw unchecked(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ApplicationFailure.newFailure(
          "interrupted: the worker stops; the chunk goes on where it was", "WorkerStops");
    } finally {
      threads.shutdownNow();
      threads.close();
    }
  }

  private static <T> Optional<T> result(Task<T> task) throws InterruptedException {
    try {
      return Optional.of(task.run());
    } catch (CallFailed e) {
      return Optional.empty();
    }
  }

  private static RuntimeException unchecked(ExecutionException e) {
    return e.getCause() instanceof RuntimeException cause
        ? cause
        : new IllegalStateException(e.getCause());
  }
}
