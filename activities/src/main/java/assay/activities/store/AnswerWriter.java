package assay.activities.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/**
 * Stores answers in groups: those that come while one group is being committed are the next one.
 *
 * <p>Nobody waits longer for it than for a commit of one's own, and a thousand answers a second do
 * not cost a thousand commits. It has a thread of its own, while there is something to write, so
 * that a chunk that is interrupted breaks nobody else's group.
 */
final class AnswerWriter {
  private static final int GROUP = 200;

  private final Jdbi jdbi;
  private final LinkedBlockingQueue<Pending> queue = new LinkedBlockingQueue<>();
  private final AtomicBoolean writing = new AtomicBoolean();

  AnswerWriter(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * @param stored true once it is committed, false when there was one under its key already
   */
  private record Pending(int campaign, ModelCall call, CompletableFuture<Boolean> stored) {
    Key key() {
      return new Key(campaign, call.index(), call.purpose(), call.variant(), call.attempt());
    }
  }

  private record Key(int campaign, int index, String purpose, String variant, int attempt) {
    // One order everywhere, so that two workers with the same chunk cannot deadlock.
    static final Comparator<Key> ORDER =
        Comparator.comparingInt(Key::campaign)
            .thenComparing(Key::purpose)
            .thenComparingInt(Key::index)
            .thenComparing(Key::variant)
            .thenComparingInt(Key::attempt);
  }

  /** Completes when the answer is on disk; whoever stops waiting leaves it to be stored. */
  CompletableFuture<Boolean> write(int campaign, ModelCall call) {
    Pending pending = new Pending(campaign, call, new CompletableFuture<>());
    queue.add(pending);
    start();
    return pending.stored;
  }

  private void start() {
    if (writing.compareAndSet(false, true)) {
      Thread ignored = Thread.ofVirtual().name("assay-answers").start(this::run);
    }
  }

  private void run() {
    List<Pending> group = new ArrayList<>();
    while (queue.drainTo(group, GROUP) > 0) {
      store(group);
      group.clear();
    }
    writing.set(false);
    if (!queue.isEmpty()) {
      start();
    }
  }

  private void store(List<Pending> group) {
    group.sort(Comparator.comparing(Pending::key, Key.ORDER));
    try {
      Set<Key> stored = insert(group);
      group.forEach(each -> each.stored.complete(stored.remove(each.key())));
    } catch (UnableToExecuteStatementException e) {
      if (group.size() == 1) {
        group.getFirst().stored.completeExceptionally(e);
      } else {
        // One answer that cannot be stored must not take the others with it.
        group.forEach(each -> store(new ArrayList<>(List.of(each))));
      }
    } catch (RuntimeException e) {
      group.forEach(each -> each.stored.completeExceptionally(e));
    }
  }

  private Set<Key> insert(List<Pending> group) {
    return jdbi.withHandle(
        h ->
            new HashSet<>(
                h.createQuery(
                        """
                        insert into model_call (campaign, ix, purpose, variant, attempt, model,
                          temperature, seed, request_digest, answer, finish_reason, probabilities,
                          prompt_tokens, completion_tokens, usd, served)
                        select * from unnest(:campaign, :ix, :purpose, :variant, :attempt, :model,
                          :temperature, :seed, :digest, :answer, :finish, :probabilities,
                          :prompt_tokens, :completion_tokens, cast(:usd as numeric[]), :served)
                        on conflict do nothing
                        returning campaign, ix, purpose, variant, attempt
                        """)
                    .bind("campaign", group.stream().mapToInt(Pending::campaign).toArray())
                    .bind("ix", ints(group, ModelCall::index))
                    .bind("purpose", texts(group, ModelCall::purpose))
                    .bind("variant", texts(group, ModelCall::variant))
                    .bind("attempt", ints(group, ModelCall::attempt))
                    .bind("model", texts(group, ModelCall::model))
                    .bind("temperature", doubles(group))
                    .bind("seed", group.stream().mapToLong(p -> p.call.seed()).toArray())
                    .bind("digest", texts(group, ModelCall::requestDigest))
                    .bind("answer", texts(group, ModelCall::answer))
                    .bind("finish", texts(group, ModelCall::finishReason))
                    .bind("probabilities", texts(group, ModelCall::probabilities))
                    .bind("prompt_tokens", ints(group, ModelCall::promptTokens))
                    .bind("completion_tokens", ints(group, ModelCall::completionTokens))
                    .bind("usd", texts(group, call -> call.usd().toPlainString()))
                    .bind("served", texts(group, ModelCall::served))
                    .map(
                        (row, context) ->
                            new Key(
                                row.getInt("campaign"),
                                row.getInt("ix"),
                                row.getString("purpose"),
                                row.getString("variant"),
                                row.getInt("attempt")))
                    .list()));
  }

  private static int[] ints(List<Pending> group, Function<ModelCall, Integer> column) {
    return group.stream().mapToInt(p -> column.apply(p.call)).toArray();
  }

  private static double[] doubles(List<Pending> group) {
    return group.stream().mapToDouble(p -> p.call.temperature()).toArray();
  }

  private static String[] texts(List<Pending> group, Function<ModelCall, String> column) {
    return group.stream().map(p -> column.apply(p.call)).toArray(String[]::new);
  }
}
