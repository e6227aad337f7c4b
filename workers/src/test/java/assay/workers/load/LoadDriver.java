package assay.workers.load;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/**
 * Drives a server with clients that work side by side.
 *
 * @param process whose processor time, with that of all it started, is counted
 */
record LoadDriver(ProcessHandle process) {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private record Part(List<Long> nanos, long failed) {}

  /** Every client begins its next cycle when its last one has ended. */
  Figures closed(List<Cycle> clients, int seconds) {
    long end = System.nanoTime() + seconds * SECOND;
    return measure(
        clients,
        cycle -> {
          long begun = System.nanoTime();
          return begun >= end ? null : begun;
        });
  }

  /**
   * Cycles are due at a fixed rate, whether or not the earlier ones have ended; the time a cycle
   * waits for a free client is part of its latency.
   */
  Figures offered(List<Cycle> clients, int perSecond, int seconds) {
    AtomicLong number = new AtomicLong();
    long begun = System.nanoTime();
    return measure(
        clients,
        cycle -> {
          long n = number.getAndIncrement();
          if (n >= (long) perSecond * seconds) {
            return null;
          }
          long due = begun + n * SECOND / perSecond;
          for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
            TimeUnit.NANOSECONDS.sleep(wait);
          }
          return due;
        });
  }

  /** Says when a cycle began, or was due; null ends the run. */
  private interface Pace {
    @org.jspecify.annotations.Nullable
    Long begin(Cycle cycle) throws InterruptedException;
  }

  private Figures measure(List<Cycle> clients, Pace pace) {
    double cpu = cpuMillis();
    long begun = System.nanoTime();
    List<Long> nanos = new ArrayList<>();
    long failed = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(clients.size())) {
      List<Future<Part>> parts =
          clients.stream().map(client -> threads.submit(() -> work(client, pace))).toList();
      for (Future<Part> part : parts) {
        nanos.addAll(part.get().nanos);
        failed += part.get().failed;
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    return Figures.of(
        nanos.stream().mapToLong(Long::longValue).toArray(), failed, seconds, cpuMillis() - cpu);
  }

  private static Part work(Cycle client, Pace pace) throws InterruptedException {
    List<Long> nanos = new ArrayList<>();
    long failed = 0;
    for (Long begun = pace.begin(client); begun != null; begun = pace.begin(client)) {
      try {
        if (client.run()) {
          nanos.add(System.nanoTime() - begun);
          continue;
        }
      } catch (IOException e) {
        // Counted with the others that failed.
      }
      failed++;
    }
    return new Part(nanos, failed);
  }

  private double cpuMillis() {
    return LongStream.concat(
                LongStream.of(cpuNanos(process)),
                process.descendants().mapToLong(LoadDriver::cpuNanos))
            .sum()
        / 1e6;
  }

  private static long cpuNanos(ProcessHandle process) {
    return process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
  }
}
