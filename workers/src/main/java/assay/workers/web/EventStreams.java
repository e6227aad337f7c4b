package assay.workers.web;

import assay.activities.store.Json;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Sends documents to pages again whenever they have changed, as server-sent events.
 *
 * <p>Each stream is a request that a virtual thread answers for as long as somebody listens. One
 * who has gone is noticed when the next word to them cannot be written, seconds later.
 */
final class EventStreams implements AutoCloseable {
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(3);

  private final CountDownLatch closing = new CountDownLatch(1);
  private final AtomicInteger listening = new AtomicInteger();
  private final SharedDocuments documents = new SharedDocuments(LOOK);

  /**
   * Answers a request with a stream that ends with its document.
   *
   * @param key the same for all streams of one document, which is read once for all
   * @param over tells the last document
   * @param admit throws when the listener may not listen any more
   */
  void send(
      Context context,
      String key,
      Supplier<Object> document,
      Predicate<Object> over,
      Runnable admit) {
    context.status(200).contentType("text/event-stream");
    context.res().setHeader("X-Accel-Buffering", "no");
    listening.incrementAndGet();
    try {
      OutputStream out = context.res().getOutputStream();
      run(out, key, document, over, admit);
    } catch (IOException | Problem gone) {
      // Nobody listens any more, or nobody who may.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      listening.decrementAndGet();
    }
  }

  /** Streams that are sent now. */
  int listening() {
    return listening.get();
  }

  private void run(
      OutputStream out,
      String key,
      Supplier<Object> document,
      Predicate<Object> over,
      Runnable admit)
      throws IOException, InterruptedException {
    String sent = "";
    long wordAt = System.nanoTime();
    do {
      admit.run();
      Object now = documents.get(key, document);
      String json = Json.write(now);
      long time = System.nanoTime();
      if (!json.equals(sent)) {
        write(out, "data: " + json + "\n\n");
        sent = json;
        wordAt = time;
      } else if (time - wordAt >= KEEP_ALIVE.toNanos()) {
        write(out, ": still here\n\n");
        wordAt = time;
      }
      if (over.test(now)) {
        write(out, "event: end\ndata: {}\n\n");
        return;
      }
    } while (!closing.await(LOOK.toMillis(), TimeUnit.MILLISECONDS));
  }

  private static void write(OutputStream out, String words) throws IOException {
    out.write(words.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  /** Ends all streams, so that the server can stop. */
  @Override
  public void close() {
    closing.countDown();
  }
}
