package assay.activities.model;

import assay.activities.store.ModelCall;
import assay.activities.store.ModelCalls;
import assay.domain.spec.CampaignSpec;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.failure.ApplicationFailure;
import java.math.BigDecimal;
import java.time.Duration;
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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at what a chunk has to ask.
 *
 * <p>Each task runs on a thread of its own; how many calls are in flight is the model's limit. An
 * answer is stored before its task goes on, so a killed worker repeats at most the calls in flight.
 * The activity's own thread waits and sends heartbeats with the number of answered calls; a
 * cancelled activity or a stopping worker interrupts all tasks at once. When a model is down for
 * longer than a moment the chunk steps aside, so that other chunks can have its worker, and is
 * tried again when the model is; when it is down for longer than its {@code give_up_after}, the
 * pairs that need it go on without it.
 */
public final class ChunkRun {
  private static final long BEAT_MS = 2_000;

  private final Lane lane;
  private final ModelCalls store;
  private final ActivityExecutionContext context;
  private final int campaign;
  private final String purpose;
  private final ModelHealth health = new ModelHealth();
  private final ConcurrentSkipListMap<Key, ModelCall> answered = new ConcurrentSkipListMap<>();
  private final AtomicInteger asked = new AtomicInteger();

  ChunkRun(
      Lane lane,
      ModelCalls store,
      ActivityExecutionContext context,
      int campaign,
      String purpose,
      List<ModelCall> stored) {
    this.lane = lane;
    this.store = store;
    this.context = context;
    this.campaign = campaign;
    this.purpose = purpose;
    stored.forEach(call -> answered.put(Key.of(call), call));
  }

  private record Key(int index, String variant, int attempt) implements Comparable<Key> {
    static Key of(Question question) {
      return new Key(question.index(), question.variant(), question.attempt());
    }

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

  /**
   * Says that these will be asked, whatever their answers are, so that they may be handed in
   * together where a model answers files.
   */
  public void announce(List<Question> questions) {
    for (Question question : questions) {
      if (!answered.containsKey(Key.of(question))) {
        lane.announce(question);
      }
    }
  }

  /** The stored answer, or the model's, stored now. */
  public ModelCall ask(Question question) throws CallFailed, InterruptedException {
    Key key = Key.of(question);
    ModelCall known = answered.get(key);
    if (known != null) {
      return known;
    }
    Lane.Heard heard = lane.ask(question);
    return switch (heard.result()) {
      case ChatResult.Answered(ChatAnswer answer) -> {
        ModelCall call = store.keep(campaign, call(question, answer, heard.discount()));
        answered.put(key, call);
        asked.incrementAndGet();
        health.answered(question.model());
        yield call;
      }
      case ChatResult.Unreachable(String reason) -> throw failed(question, reason);
      case ChatResult.Refused(int status, String message) ->
          throw failed(question, "refused with status " + status + ": " + message);
      case ChatResult.Down(String reason, Duration reopens, boolean givenUp) -> {
        if (!givenUp) {
          throw unavailable(failure(question, reason), reopens);
        }
        health.givenUp(question.model());
        throw new CallFailed(failure(question, reason));
      }
    };
  }

  private CallFailed failed(Question question, String reason) {
    String failure = failure(question, reason);
    health.failed(question.model(), failure);
    return new CallFailed(failure);
  }

  private static String failure(Question question, String reason) {
    CampaignSpec.Model endpoint = question.request().endpoint();
    return "model %s (%s at %s): %s"
        .formatted(question.model(), endpoint.model(), endpoint.url(), reason);
  }

  private static ApplicationFailure unavailable(String failure, @Nullable Duration retry) {
    return ApplicationFailure.newBuilder()
        .setMessage(failure)
        .setType("ModelUnavailable")
        .setNextRetryDelay(retry)
        .build();
  }

  private ModelCall call(Question question, ChatAnswer answer, BigDecimal discount) {
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
            endpoint.usdPerMillionInput().multiply(BigDecimal.ONE.subtract(discount)),
            endpoint.usdPerMillionOutput().multiply(BigDecimal.ONE.subtract(discount))),
        answer.served());
  }

  /** What the answers are kept for; no other purpose finds them. */
  public String purpose() {
    return purpose;
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
      health
          .silent()
          .ifPresent(
              failure -> {
                throw unavailable(failure, null);
              });
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
