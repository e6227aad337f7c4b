package assay.activities.store;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Finds programs on PATH and runs short ones to their end. */
public final class Programs {
  /** What a program that ran to its end left: its exit code, and all it wrote. */
  public record Outcome(int exit, String output) {
    public boolean succeeded() {
      return exit == 0;
    }
  }

  private static final long LONGEST_RUN_SECONDS = 300;

  private Programs() {}

  /** The first executable file of this name on PATH. */
  public static Optional<Path> onPath(String name) {
    return onPath(name, System.getenv("PATH"));
  }

  static Optional<Path> onPath(String name, @Nullable String path) {
    if (path == null) {
      return Optional.empty();
    }
    for (String folder : path.split(File.pathSeparator)) {
      // An empty entry means the current folder: a program from there is not one the user
      // installed.
      if (!folder.isEmpty()) {
        Path candidate = Path.of(folder, name);
        if (Files.isExecutable(candidate) && Files.isRegularFile(candidate)) {
          return Optional.of(candidate);
        }
      }
    }
    return Optional.empty();
  }

  /** Runs a program to its end; exit code 127 when it could not be started at all. */
  static Outcome run(List<String> command, Path folder) {
    Path output = null;
    try {
      // Through a file, not a pipe: a grandchild that keeps a pipe open would keep us waiting.
      output = Files.createTempFile("assay-", ".out");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectInput(new File("/dev/null"))
              .redirectOutput(output.toFile());
      forgetDatabaseVariables(builder);
      Process process = builder.start();
      if (!process.waitFor(LONGEST_RUN_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return new Outcome(124, command.get(0) + " did not end in " + LONGEST_RUN_SECONDS + " s");
      }
      return new Outcome(process.exitValue(), read(output));
    } catch (IOException e) {
      return new Outcome(127, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CannotStart("Interrupted while running " + command.get(0) + ".", e);
    } finally {
      deleteQuietly(output);
    }
  }

  /** PGDATA, PGPORT and the like of the user's own PostgreSQL must not steer ours. */
  static void forgetDatabaseVariables(ProcessBuilder builder) {
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder.environment().put("LC_ALL", "C");
  }

  private static String read(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip();
  }

  private static void deleteQuietly(@Nullable Path file) {
    if (file != null) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException ignored) {
        // A left-over temporary file harms nobody.
      }
    }
  }
}
