package assay.activities.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a killed run may have left in the data folder: {@code postmaster.pid}, with or without a
 * process.
 *
 * <p>PostgreSQL itself only asks whether the process id is in use. A zombie, or another program
 * that got the id since, would keep it from starting for ever.
 */
record LeftoverPostgres(Path data, PostgresBinaries binaries, PostgresIdentity identity) {
  private static final Logger log = LoggerFactory.getLogger(LeftoverPostgres.class);
  private static final Duration ZOMBIE_PATIENCE = Duration.ofSeconds(5);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(90);

  /** Leaves the data folder without a process, and without a lock file that blocks a start. */
  void clear() {
    Path file = data.resolve("postmaster.pid");
    try {
      Optional<Long> pid = pidIn(file);
      if (pid.isEmpty()) {
        // Absent, or empty because the machine died while it was being written.
        Files.deleteIfExists(file);
        return;
      }
      Optional<ProcessHandle> process = ProcessHandle.of(pid.get());
      if (process.isEmpty()) {
        return; // PostgreSQL removes the file itself, after checking its shared memory.
      }
      if (isZombie(pid.get()) && !Patience.until(ZOMBIE_PATIENCE, () -> !process.get().isAlive())) {
        log.info("postmaster.pid names the dead process {}: removing it", pid.get());
        Files.deleteIfExists(file);
      } else if (servesOurData(process.get())) {
        stop(process.get());
      } else if (process.get().isAlive()) {
        log.info("postmaster.pid names process {}, another program: removing it", pid.get());
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw Folders.cannotWrite("remove the stale " + file, data, e);
    }
  }

  private void stop(ProcessHandle process) {
    log.info("a PostgreSQL of an earlier run (process {}) still runs: stopping it", process.pid());
    interrupt(process.pid());
    boolean stopped =
        Patience.until(STOP_PATIENCE, () -> !process.isAlive() || isZombie(process.pid()));
    if (!stopped) {
      throw new CannotStart(
          "PostgreSQL of an earlier run (process %d) still uses %s and did not stop within %d s. Stop it with: kill -INT %d"
              .formatted(process.pid(), data, STOP_PATIENCE.toSeconds(), process.pid()));
    }
  }

  /** SIGINT, PostgreSQL's fast shutdown; Java can only send SIGTERM, which waits for clients. */
  void interrupt(long pid) {
    Programs.run(
        identity.command(List.of(binaries.program("pg_ctl"), "kill", "INT", String.valueOf(pid))),
        binaries.folder());
  }

  private boolean servesOurData(ProcessHandle process) {
    List<String> arguments = process.info().arguments().map(List::of).orElse(List.of());
    int at = arguments.indexOf("-D");
    return at >= 0 && at + 1 < arguments.size() && arguments.get(at + 1).equals(data.toString());
  }

  private static Optional<Long> pidIn(Path file) throws IOException {
    try {
      List<String> lines = Files.readAllLines(file);
      return lines.isEmpty() || !lines.get(0).strip().matches("[0-9]{1,18}")
          ? Optional.empty()
          : Optional.of(Long.valueOf(lines.get(0).strip()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /**
   * Dead, but its parent has not asked for its exit code; containers without an init keep these.
   */
  static boolean isZombie(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
      return stat.startsWith("Z", stat.lastIndexOf(')') + 2);
    } catch (IOException e) {
      return false;
    }
  }
}
