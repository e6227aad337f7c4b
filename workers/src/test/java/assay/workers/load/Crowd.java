package assay.workers.load;

import assay.workers.DeskClient;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;

/**
 * People who label at once, as carelessly as people do: some leave an item and never come back to
 * it, some submit twice, and a desk that does not answer is asked again.
 *
 * <p>They all prefer the response that begins with {@code a-}, so that every item settles at once.
 */
final class Crowd implements AutoCloseable {
  private static final double LEAVES = 0.05;
  private static final double SUBMITS_TWICE = 0.10;

  private final ConcurrentMap<Long, Boolean> accepted = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, Boolean> surprises = new ConcurrentHashMap<>();
  private final AtomicInteger left = new AtomicInteger();
  private final AtomicInteger twice = new AtomicInteger();
  private final AtomicInteger late = new AtomicInteger();
  private final AtomicBoolean over = new AtomicBoolean();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final DeskClient desk;

  Crowd(String url, List<String> tokens, long leaseMillis) {
    desk =
        new DeskClient(
            url,
            new OkHttpClient.Builder()
                .connectionPool(
                    new ConnectionPool(tokens.size(), 1, java.util.concurrent.TimeUnit.MINUTES))
                .build());
    for (int i = 0; i < tokens.size(); i++) {
      Random random = new Random(i);
      String token = tokens.get(i);
      threads.execute(() -> work(token, random, leaseMillis));
    }
  }

  private void work(String token, Random random, long leaseMillis) {
    while (!over.get()) {
      try {
        item(token, random, leaseMillis);
      } catch (UncheckedIOException away) {
        pause(200);
      } catch (RuntimeException e) {
        surprises.put(e.toString(), true);
        return;
      }
    }
  }

  private void item(String token, Random random, long leaseMillis) {
    DeskClient.Reply next = desk.next(token);
    if (next.status() != 200) {
      expect(next, 204, 503);
      pause(200);
      return;
    }
    JsonNode task = next.json();
    long lease = task.get("lease").asLong();
    if (random.nextDouble() < LEAVES) {
      left.incrementAndGet();
      pause(leaseMillis + 500);
      return;
    }
    boolean straight = task.get("responses").get(0).get("text").asText().startsWith("a-");
    submit(token, lease, straight ? "A>" : "B>");
    if (random.nextDouble() < SUBMITS_TWICE) {
      twice.incrementAndGet();
      submit(token, lease, straight ? "A>" : "B>");
    }
  }

  /** Until the desk says what became of it. */
  private void submit(String token, long lease, String label) {
    while (!over.get()) {
      try {
        DeskClient.Reply reply = desk.submit(token, lease, label);
        if (reply.status() == 200) {
          accepted.put(lease, true);
          return;
        }
        expect(reply, 410, 503);
        if (reply.status() == 410) {
          late.incrementAndGet();
          return;
        }
      } catch (UncheckedIOException away) {
        // Asked again: nobody knows whether the first one arrived.
      }
      pause(200);
    }
  }

  private void expect(DeskClient.Reply reply, int... statuses) {
    for (int status : statuses) {
      if (reply.status() == status) {
        return;
      }
    }
    surprises.put(reply.status() + " " + reply.text(), true);
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Leases whose label the desk acknowledged. */
  Set<Long> accepted() {
    return accepted.keySet();
  }

  /** Replies that nobody should get. */
  Set<String> surprises() {
    return surprises.keySet();
  }

  @Override
  public String toString() {
    return "%d accepted, %d left, %d submitted twice, %d too late"
        .formatted(accepted.size(), left.get(), twice.get(), late.get());
  }

  @Override
  public void close() {
    over.set(true);
    threads.shutdownNow();
    threads.close();
    desk.close();
  }
}
