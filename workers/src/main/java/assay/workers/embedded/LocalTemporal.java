package assay.workers.embedded;

import assay.activities.store.CannotStart;
import assay.activities.store.Patience;
import assay.activities.store.Programs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The Temporal server of one machine: the user's own, Temporal's program, or one in this JVM. */
public final class LocalTemporal implements AutoCloseable {
  /** Which of the three it is. */
  public enum Kind {
    /** Somebody else runs it; we only use it. */
    EXTERNAL,
    /** We run the {@code temporal} program; its state is in a file and outlives us. */
    CLI,
    /** It lives in this JVM and dies with it; PostgreSQL knows what to start again. */
    IN_PROCESS
  }

  /** Given in place of HOST:PORT, it passes over a {@code temporal} program on PATH. */
  public static final String IN_PROCESS_WORD = "in-process";

  private static final Duration EXTERNAL_PATIENCE = Duration.ofSeconds(10);

  private final String target;
  private final Kind kind;
  private final Runnable stop;

  private LocalTemporal(String target, Kind kind, Runnable stop) {
    this.target = target;
    this.kind = kind;
    this.stop = stop;
  }

  /** Uses the external server if there is one, else starts the best that this machine has. */
  public static LocalTemporal start(
      Path home, @Nullable String external, Consumer<String> notices) {
    return start(home, external, Programs.onPath("temporal"), notices);
  }

  static LocalTemporal start(
      Path home, @Nullable String external, Optional<Path> program, Consumer<String> notices) {
    if (external != null && !external.equals(IN_PROCESS_WORD)) {
      return external(external);
    }
    if (external == null && program.isPresent()) {
      CliTemporal server = CliTemporal.start(program.get(), home.toAbsolutePath().normalize());
      notices.accept(
          "Temporal: %s, state in %s".formatted(program.get(), home.resolve("temporal.db")));
      return new LocalTemporal(server.target(), Kind.CLI, server::close);
    }
    InProcessTemporal server = InProcessTemporal.start();
    notices.accept(
        (external == null ? "No temporal program on PATH: " : "")
            + "Temporal runs inside this process and forgets its state when it ends. Nothing is lost:"
            + " the next assay up starts every running campaign again from PostgreSQL. For state that"
            + " outlives the process, install Temporal's CLI (https://docs.temporal.io/cli) or give"
            + " --temporal HOST:PORT.");
    return new LocalTemporal(server.target(), Kind.IN_PROCESS, server::close);
  }

  /** {@code host:port}, for a client. */
  public String target() {
    return target;
  }

  public Kind kind() {
    return kind;
  }

  /** Stops what was started here; an external server stays. */
  @Override
  public void close() {
    stop.run();
  }

  private static LocalTemporal external(String target) {
    if (!target.matches("[^\\s/:]+:[0-9]{1,5}|\\[[0-9a-fA-F:]+]:[0-9]{1,5}")) {
      throw new CannotStart(
          "--temporal %s: not an address. Write HOST:PORT, such as 127.0.0.1:7233, or %s."
              .formatted(target, IN_PROCESS_WORD));
    }
    Patience.until(EXTERNAL_PATIENCE, () -> TemporalProbe.answers(target));
    Optional<String> failure = TemporalProbe.failure(target);
    if (failure.isPresent()) {
      throw new CannotStart(
          "No Temporal with a namespace \"default\" answers at %s (%s). Check the address and that the server runs, or leave --temporal out to have one started here."
              .formatted(target, failure.get()));
    }
    return new LocalTemporal(target, Kind.EXTERNAL, () -> {});
  }
}
