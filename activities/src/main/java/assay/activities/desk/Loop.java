package assay.activities.desk;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does one thing again and again, on a thread of its own; a failure is logged and outlived. */
final class Loop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
  private static final long PATIENCE_SECONDS = 20;

  private final String name;
  private final Duration pause;
  private final Runnable work;
  private final ScheduledExecutorService thread;

  Loop(String name, Duration pause, Runnable work) {
    this.name = name;
    this.pause = pause;
    this.work = work;
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("assay-" + name).factory());
  }

  void start() {
    ScheduledFuture<?> ignored =
        thread.scheduleWithFixedDelay(
            this::attempt, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void attempt() {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.warn("the {} will try again: {}", name, e.toString());
    }
  }

  /** What is under way is finished. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
