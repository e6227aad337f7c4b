package assay.workers;

import assay.activities.store.ChildJvm;
import assay.workers.cli.Main;
import assay.workers.control.CampaignService;
import assay.workers.control.CampaignStatus;
import assay.workers.up.Services;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** An {@code assay up} in a process of its own, for a test to kill and to start again. */
public final class UpProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  private final Path home;
  private final int port;
  private final int megabytes;
  private @Nullable ChildJvm process;
  private @Nullable Services services;

  UpProcess(Path home) throws IOException {
    this(home, 256);
  }

  /**
   * @param megabytes of heap at most
   */
  public UpProcess(Path home, int megabytes) throws IOException {
    this.home = home;
    this.megabytes = megabytes;
    this.port = StablePort.free();
    start();
  }

  /** The same home on the same port again. */
  public void start() throws IOException {
    process =
        ChildJvm.start(
            megabytes, Main.class, "up", "--home", home.toString(), "--port", String.valueOf(port));
    process.await("ready");
    services = Services.serve(home, Map.of());
  }

  /** {@code kill -9} of everything. */
  public void kill() throws IOException, InterruptedException {
    services().close();
    Objects.requireNonNull(process).killGroup();
  }

  public long pid() {
    return Objects.requireNonNull(process).pid();
  }

  public String url() {
    return "http://127.0.0.1:" + port;
  }

  public Services services() {
    return Objects.requireNonNull(services);
  }

  public CampaignService control() {
    return services().control();
  }

  public Jdbi jdbi() {
    return services().jdbi();
  }

  CampaignStatus awaitStatus(String campaign, String status) {
    await(
        () -> control().status(campaign).status().equals(status),
        () -> status + ": " + control().status(campaign));
    return control().status(campaign);
  }

  static void await(BooleanSupplier condition, java.util.function.Supplier<String> what) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("waited in vain for " + what.get());
      }
      java.util.concurrent.locks.LockSupport.parkNanos(100_000_000);
    }
  }

  /**
   * A clean stop, and what is left is killed. Not as Ctrl-C: whoever runs tests in the background
   * has them ignore it.
   */
  @Override
  public void close() {
    services().close();
    ChildJvm running = Objects.requireNonNull(process);
    try {
      ChildJvm.signal("TERM", running.pid());
      running.awaitEnd();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      running.close();
    }
  }
}
