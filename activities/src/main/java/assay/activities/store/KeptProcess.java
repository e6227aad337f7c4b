package assay.activities.store;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * A server process that belongs to this JVM, but not to its terminal.
 *
 * <p>It runs in a session of its own, so the terminal's Ctrl-C reaches only the JVM, which stops it
 * when its own work is drained. Where the system can do it (Linux with util-linux), the kernel
 * sends it SIGINT when the JVM dies, however the JVM dies, so no orphan stays behind.
 */
public final class KeptProcess {
  private final Process process;

  private KeptProcess(Process process) {
    this.process = process;
  }

  /** Starts the command; what it prints is appended to the log file. */
  public static KeptProcess start(List<String> command, Path folder, Path log) {
    return start(List.of(), command, folder, log);
  }

  /**
   * The same, of lower priority where the system can do it: it has a processor when nobody else
   * wants one.
   */
  public static KeptProcess startNicely(List<String> command, Path folder, Path log) {
    List<String> nice =
        Programs.onPath("nice").map(path -> List.of(path.toString(), "-n", "5")).orElse(List.of());
    return start(nice, command, folder, log);
  }

  /**
   * Starts the command behind a prefix such as {@code unshare -U}, which changes who it runs as.
   * The request for a signal at the parent's death comes after that prefix: a change of identity
   * clears it.
   */
  static KeptProcess start(List<String> identity, List<String> command, Path folder, Path log) {
    List<String> whole = new ArrayList<>(ownSession());
    whole.addAll(identity);
    whole.addAll(signalAtParentsDeath());
    whole.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(whole)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectInput(new File("/dev/null"))
            .redirectOutput(Redirect.appendTo(log.toFile()));
    Programs.forgetDatabaseVariables(builder);
    return new KeptProcess(startFromLastingThread(builder, command.get(0)));
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Waits for the end; false when it still runs afterwards. */
  public boolean ended(Duration within) {
    try {
      return process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return !process.isAlive();
    }
  }

  /** SIGTERM. */
  public void terminate() {
    process.destroy();
  }

  /** SIGKILL. */
  public void kill() {
    process.destroyForcibly();
  }

  /** The signal at the parent's death follows the parent thread, so a thread stays for it. */
  private static Process startFromLastingThread(ProcessBuilder builder, String name) {
    CompletableFuture<Process> started = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .name("keeper of " + Path.of(name).getFileName())
        .start(
            () -> {
              try {
                Process process = builder.start();
                started.complete(process);
                process.waitFor();
              } catch (IOException e) {
                started.completeExceptionally(e);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    try {
      return started.join();
    } catch (CompletionException e) {
      throw new CannotStart(
          "Cannot start " + name + ": " + String.valueOf(e.getCause()) + ".", e.getCause());
    }
  }

  private static List<String> ownSession() {
    Optional<Path> setsid = Programs.onPath("setsid");
    if (setsid.isPresent()) {
      return List.of(setsid.get().toString());
    }
    // macOS has no setsid program, but a Perl that can do it.
    return Programs.onPath("perl")
        .map(
            perl ->
                List.of(perl.toString(), "-MPOSIX", "-e", "POSIX::setsid(); exec {$ARGV[0]} @ARGV"))
        .orElse(List.of());
  }

  private static List<String> signalAtParentsDeath() {
    Optional<Path> setpriv = Programs.onPath("setpriv");
    if (setpriv.isEmpty()) {
      return List.of();
    }
    List<String> prefix = List.of(setpriv.get().toString(), "--pdeathsig", "INT", "--");
    List<String> probe = new ArrayList<>(prefix);
    probe.add("true");
    // BusyBox has a setpriv that does not know this option.
    return Programs.run(probe, Path.of("/")).succeeded() ? prefix : List.of();
  }
}
