package assay.workers.embedded;

import assay.activities.store.CannotStart;
import assay.activities.store.KeptProcess;
import assay.activities.store.Patience;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** The server inside Temporal's own command-line program, with its state in a file of the home. */
final class CliTemporal implements AutoCloseable {
  private static final Duration READY_PATIENCE = Duration.ofMinutes(3);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);
  private static final int ATTEMPTS = 10;
  private static final int SHOWN_LINES = 12;

  private final KeptProcess process;
  private final String target;

  private CliTemporal(KeptProcess process, String target) {
    this.process = process;
    this.target = target;
  }

  static CliTemporal start(Path program, Path home) {
    Path database = home.resolve("temporal.db");
    Path log = home.resolve("logs").resolve("temporal.log");
    stopLeftover(database);
    for (int attempt = 1; ; attempt++) {
      CliTemporal server = launch(program, database, home, log);
      if (server.isReady()) {
        return server;
      }
      server.close();
      List<String> said = lines(log);
      boolean portTaken = said.stream().anyMatch(line -> line.contains("address already in use"));
      if (!portTaken || attempt == ATTEMPTS) {
        throw didNotStart(program, log, said);
      }
    }
  }

  /** On a port that is free now; when somebody takes it first, the next attempt takes another. */
  private static CliTemporal launch(Path program, Path database, Path home, Path log) {
    try {
      Files.createDirectories(home.resolve("logs"));
      // The log tells of one start: what is older than the running server helps nobody.
      Files.deleteIfExists(log);
      int port = freePort();
      // People wait for the desk; workflows can wait.
      KeptProcess process = KeptProcess.startNicely(command(program, database, port), home, log);
      return new CliTemporal(process, "127.0.0.1:" + port);
    } catch (IOException e) {
      throw new CannotStart("Cannot prepare Temporal in " + home + ": " + e.getMessage() + ".", e);
    }
  }

  private boolean isReady() {
    return Patience.until(READY_PATIENCE, () -> !process.isAlive() || TemporalProbe.answers(target))
        && process.isAlive();
  }

  String target() {
    return target;
  }

  @Override
  public void close() {
    process.terminate();
    if (!process.ended(STOP_PATIENCE)) {
      process.kill();
      process.ended(STOP_PATIENCE);
    }
  }

  private static List<String> command(Path program, Path database, int port) {
    return List.of(
        program.toString(),
        "server",
        "start-dev",
        "--headless",
        "--ip",
        "127.0.0.1",
        "--port",
        String.valueOf(port),
        "--db-filename",
        database.toString(),
        "--sqlite-pragma",
        "journal_mode=WAL",
        "--sqlite-pragma",
        "synchronous=NORMAL",
        "--log-level",
        "warn");
  }

  /** A server of a killed run may still be ending; two must never write one file. */
  private static void stopLeftover(Path database) {
    ProcessHandle.allProcesses()
        .filter(process -> serves(process, database))
        .forEach(
            process -> {
              process.destroy();
              if (!Patience.until(STOP_PATIENCE, () -> !process.isAlive())) {
                process.destroyForcibly();
                Patience.until(STOP_PATIENCE, () -> !process.isAlive());
              }
            });
  }

  private static boolean serves(ProcessHandle process, Path database) {
    return process
        .info()
        .arguments()
        .map(Arrays::asList)
        .map(
            arguments -> arguments.contains("start-dev") && arguments.contains(database.toString()))
        .orElse(false);
  }

  private static List<String> lines(Path log) {
    try {
      return Files.readAllLines(log);
    } catch (IOException e) {
      return List.of("(cannot be read: " + e.getMessage() + ")");
    }
  }

  private static CannotStart didNotStart(Path program, Path log, List<String> lines) {
    List<String> last = lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size());
    return new CannotStart(
        "Temporal did not start with %s. Update that program, or go without it: --temporal in-process. The end of its log, %s:%s"
            .formatted(
                program, log, String.join("", last.stream().map(line -> "\n  " + line).toList())));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
