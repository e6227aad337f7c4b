package assay.activities.export;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A table as RFC 4180 has it, with {@code \n} after each row; a cell without a value is empty. */
final class Csv implements Output {
  private final FileChannel channel;
  private final OutputStream bytes;

  Csv(Path file, String... columns) throws IOException {
    this.channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    this.bytes = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
    row((Object[]) columns);
  }

  void row(@Nullable Object... cells) throws IOException {
    String line = Arrays.stream(cells).map(Csv::cell).collect(Collectors.joining(","));
    bytes.write((line + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static String cell(@Nullable Object value) {
    String text =
        value instanceof BigDecimal number
            ? number.toPlainString()
            : value == null ? "" : value.toString();
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : "\"" + text.replace("\"", "\"\"") + "\"";
  }

  @Override
  public void finish() throws IOException {
    bytes.flush();
    channel.force(true);
    channel.close();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
