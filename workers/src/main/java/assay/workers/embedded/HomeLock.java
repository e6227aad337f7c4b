package assay.workers.embedded;

import assay.activities.store.CannotStart;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Only one {@code up} serves a home; the system releases the lock however that one ends. */
public final class HomeLock implements AutoCloseable {
  private final Path home;
  private final FileChannel channel;

  private HomeLock(Path home, FileChannel channel) {
    this.home = home;
    this.channel = channel;
  }

  /** Takes the home, or says who has it. A {@code desk.json} of a killed run is removed. */
  public static HomeLock acquire(Path home) {
    try {
      Files.createDirectories(home);
      FileChannel channel =
          FileChannel.open(
              home.resolve("up.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (tryLock(channel) == null) {
        channel.close();
        throw new CannotStart(takenBy(home, DeskFile.read(home)));
      }
      DeskFile.delete(home);
      return new HomeLock(home, channel);
    } catch (IOException e) {
      throw new CannotStart(
          "Cannot use %s as the home: %s (%s). Check that user %s may write there, or choose another folder with --home."
              .formatted(
                  home,
                  e.getMessage(),
                  e.getClass().getSimpleName(),
                  System.getProperty("user.name")),
          e);
    }
  }

  /** Removes {@code desk.json} and lets the next one in. */
  @Override
  public void close() {
    DeskFile.delete(home);
    try {
      channel.close();
    } catch (IOException e) {
      throw new CannotStart("Cannot release " + home.resolve("up.lock") + ": " + e, e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // This very JVM has it.
    }
  }

  private static String takenBy(Path home, Optional<DeskFile> desk) {
    return desk.map(
            running ->
                "Assay is already up on %s: %s (process %d). Use that one, stop it with Ctrl-C or kill %d, or choose another home with --home."
                    .formatted(home, running.url(), running.pid(), running.pid()))
        .orElse(
            "Another assay up is just starting or stopping on %s. Wait a moment, or choose another home with --home."
                .formatted(home));
  }
}
