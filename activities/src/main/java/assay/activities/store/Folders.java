package assay.activities.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the embedded servers do with folders. */
public final class Folders {
  private static final long MEGABYTE = 1_000_000;

  private Folders() {}

  /** The folder, made when it is missing, by its real path. */
  static Path made(Path folder) {
    try {
      return Files.createDirectories(folder.toAbsolutePath()).toRealPath();
    } catch (IOException e) {
      throw cannotWrite("make the folder " + folder, folder, e);
    }
  }

  public static void deleteQuietly(@Nullable Path folder) {
    if (folder == null || !Files.exists(folder)) {
      return;
    }
    try {
      delete(folder);
    } catch (IOException ignored) {
      // What cannot be deleted now is deleted, or reported, by the next start.
    }
  }

  static void delete(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** The numeric owner of a file. */
  static int owner(Path path) {
    try {
      return (Integer) Files.getAttribute(path, "unix:uid");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Hands a whole tree to another owner; only root may. */
  static void handTo(int uid, Path tree) {
    List<Path> entries;
    try (Stream<Path> walk = Files.walk(tree)) {
      entries = walk.toList();
      for (Path entry : entries) {
        if (!Files.isSymbolicLink(entry)) {
          Files.setAttribute(entry, "unix:uid", uid);
          Files.setAttribute(entry, "unix:gid", uid);
        }
      }
    } catch (IOException e) {
      throw cannotWrite("hand " + tree + " to user " + uid, tree, e);
    }
  }

  /** Makes a rename in this folder survive a power cut. */
  static void sync(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** The error for a folder that could not be written: the reason, and what to do about it. */
  static CannotStart cannotWrite(String what, Path folder, IOException cause) {
    String reason = String.valueOf(cause.getMessage());
    if (reason.contains("No space left")) {
      return new CannotStart(diskFull(what, folder), cause);
    }
    return new CannotStart(
        "Cannot %s: %s (%s). Check that user %s may write there, or choose another folder with --home."
            .formatted(
                what, reason, cause.getClass().getSimpleName(), System.getProperty("user.name")),
        cause);
  }

  static String diskFull(String what, Path folder) {
    return "Cannot %s: no space left on its disk (%s MB free). Nothing was lost. Free some space (a new home needs 300 MB), or choose a folder on another disk with --home."
        .formatted(what, freeMegabytes(folder));
  }

  private static String freeMegabytes(Path folder) {
    Path existing = folder.toAbsolutePath();
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    try {
      return String.valueOf(Files.getFileStore(existing).getUsableSpace() / MEGABYTE);
    } catch (IOException e) {
      return "unknown";
    }
  }
}
