package assay.activities.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** The server's log, from the place where one start began to write. */
record PostgresLog(Path file, long from) {
  private static final long LARGE = 20_000_000;
  private static final int SHOWN_LINES = 12;

  /** The log of this home; a large one is put aside once, so it does not grow for ever. */
  static PostgresLog in(Path home) {
    Path folder = home.resolve("logs");
    Path file = folder.resolve("postgresql.log");
    try {
      Files.createDirectories(folder);
      if (Files.exists(file) && Files.size(file) > LARGE) {
        Files.move(file, folder.resolve("postgresql.log.1"), StandardCopyOption.REPLACE_EXISTING);
      }
      return new PostgresLog(file, 0);
    } catch (IOException e) {
      throw Folders.cannotWrite("write " + file, folder, e);
    }
  }

  PostgresLog atEnd() {
    try {
      return new PostgresLog(file, Files.exists(file) ? Files.size(file) : 0);
    } catch (IOException e) {
      return this;
    }
  }

  /** A taken port, or the last processes of a killed server that are still going away. */
  boolean saysTryAgain() {
    String text = text();
    return text.contains("Address already in use")
        || text.contains("could not create any TCP/IP sockets")
        || text.contains("is still in use");
  }

  CannotStart cannotStart(Path data) {
    String text = text();
    if (text.contains("No space left on device")) {
      return new CannotStart(Folders.diskFull("start PostgreSQL in " + data, data));
    }
    List<String> lines = text.lines().toList();
    List<String> last = lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size());
    return new CannotStart(
        "PostgreSQL did not start on %s. The end of its log, %s:%s"
            .formatted(
                data, file, String.join("", last.stream().map(line -> "\n  " + line).toList())));
  }

  private String text() {
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      channel.position(Math.min(from, channel.size()));
      ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(1_000_000, channel.size() - from));
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
        // Until the buffer is full or the file ends.
      }
      return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "(cannot be read: " + e.getMessage() + ")";
    }
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
