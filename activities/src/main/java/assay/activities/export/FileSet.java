package assay.activities.export;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Files that appear together: written beside their places first, renamed only when all are whole.
 */
final class FileSet implements AutoCloseable {
  private record Pending(Path temporary, Output output) {}

  private final Path folder;
  private final Map<Path, Pending> pending = new LinkedHashMap<>();

  FileSet(Path folder) {
    this.folder = folder;
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw failed(folder, e);
    }
  }

  Path folder() {
    return folder;
  }

  JsonLines lines(String name) {
    Path file = folder.resolve(name);
    try {
      Path temporary = folder.resolve("." + name + "." + UUID.randomUUID() + ".tmp");
      JsonLines lines = new JsonLines(temporary);
      pending.put(file, new Pending(temporary, lines));
      return lines;
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  Csv table(String name, String... columns) {
    Path file = folder.resolve(name);
    try {
      Path temporary = folder.resolve("." + name + "." + UUID.randomUUID() + ".tmp");
      Csv table = new Csv(temporary, columns);
      pending.put(file, new Pending(temporary, table));
      return table;
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  /** Gives all files their names. */
  void commit() {
    for (var each : pending.entrySet()) {
      try {
        each.getValue().output.finish();
      } catch (IOException e) {
        throw failed(each.getKey(), e);
      }
    }
    for (var each : pending.entrySet()) {
      try {
        Files.move(
            each.getValue().temporary,
            each.getKey(),
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException e) {
        throw failed(each.getKey(), e);
      }
    }
    pending.clear();
  }

  /** Removes what was not committed. */
  @Override
  public void close() {
    for (Pending each : pending.values()) {
      try {
        each.output.close();
        Files.deleteIfExists(each.temporary);
      } catch (IOException e) {
        // The failure that brought us here is the one to tell; a stray .tmp file hurts nobody.
      }
    }
  }

  static ExportFailed failed(Path path, IOException e) {
    return new ExportFailed(
        "Cannot write %s: %s. Nothing was changed there; make room or check the folder's permissions, or choose another folder."
            .formatted(path, reason(e)),
        e);
  }

  private static String reason(IOException e) {
    if (e instanceof FileSystemException file && file.getReason() != null) {
      return file.getReason();
    }
    return e instanceof FileSystemException
        ? e.getClass().getSimpleName()
        : String.valueOf(e.getMessage());
  }
}
