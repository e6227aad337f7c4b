package assay.workers.cli.stats;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads RFC 4180 CSV as bytes, one record at a time, without making a String of anything.
 *
 * <p>Fields of the current record lie in {@link #buffer()}, where the file was read to; only what
 * quotes enclose is moved, onto their place. Records end in LF or CRLF; empty lines are skipped; a
 * leading byte order mark is dropped.
 */
final class CsvReader implements Closeable {
  private final Object file;
  private final InputStream in;
  private byte[] block = new byte[1 << 18];
  private int at;
  private int filled;
  private int first;
  private int[] start = new int[16];
  private int[] end = new int[16];
  private int fields;
  private long line;
  private long recordLine;

  CsvReader(Object file, InputStream in) {
    this.file = file;
    this.in = in;
  }

  /** Reads the next record; false at the end of the file. */
  boolean next() throws IOException {
    if (line == 0) {
      skipByteOrderMark();
    }
    do {
      recordLine = ++line;
      fields = 0;
      first = at;
      if (at == filled && !fill()) {
        return false;
      }
      readRecord();
    } while (fields == 1 && length(0) == 0);
    return true;
  }

  /** The line the current record starts on, from 1. */
  long line() {
    return recordLine;
  }

  int fields() {
    return fields;
  }

  byte[] buffer() {
    return block;
  }

  int start(int field) {
    return start[field];
  }

  int length(int field) {
    return end[field] - start[field];
  }

  String text(int field) {
    return new String(block, start(field), length(field), StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private void skipByteOrderMark() throws IOException {
    boolean more = true;
    while (filled < 3 && more) {
      more = fill();
    }
    at = filled >= 3 && block[0] == (byte) 0xEF ? 3 : 0;
  }

  /** Reads up to the end of a line and passes it. */
  private void readRecord() throws IOException {
    boolean more;
    do {
      openField();
      if (at == filled && !fill()) {
        fields++;
        return;
      }
      if (block[at] == '"') {
        readQuoted();
      } else {
        at = delimiter();
        end[fields] = at;
      }
      more = at < filled && block[at] == ',';
      if (!more && length(fields) > 0 && block[end[fields] - 1] == '\r') {
        end[fields]--;
      }
      at = Math.min(at + 1, filled);
      fields++;
    } while (more);
  }

  private void openField() {
    if (fields == start.length) {
      start = Arrays.copyOf(start, 2 * fields);
      end = Arrays.copyOf(end, 2 * fields);
    }
    start[fields] = at;
    end[fields] = at;
  }

  /** The place of the next comma or line feed, or the end of the file. */
  private int delimiter() throws IOException {
    int i = at;
    while (true) {
      while (i < filled && block[i] != ',' && block[i] != '\n') {
        i++;
      }
      at = i;
      if (i < filled || !fill()) {
        return at;
      }
      i = at;
    }
  }

  /** Reads a quoted field, whose quotes go, and what may follow them up to the delimiter. */
  private void readQuoted() throws IOException {
    boolean inside = true;
    at++;
    while (at < filled || fill()) {
      byte b = block[at];
      if (!inside && (b == ',' || b == '\n')) {
        return;
      }
      at++;
      if (b == '"' && inside && !(at < filled || fill())) {
        return;
      }
      if (b == '"' && inside && block[at] != '"') {
        inside = false;
        continue;
      }
      if (b == '"' && inside) {
        at++;
      }
      if (b == '\n') {
        line++;
      }
      block[end[fields]++] = b;
    }
    if (inside) {
      throw UserError.at(
          file, recordLine, "a quote is opened and never closed; close it with another");
    }
  }

  /**
   * Reads more of the file behind the current record, which moves to the front; false at its end.
   */
  private boolean fill() throws IOException {
    if (first > 0) {
      System.arraycopy(block, first, block, 0, filled - first);
      for (int f = 0; f <= fields && f < start.length; f++) {
        start[f] -= first;
        end[f] -= first;
      }
      at -= first;
      filled -= first;
      first = 0;
    }
    if (filled == block.length) {
      block = Arrays.copyOf(block, 2 * filled);
    }
    int n = in.read(block, filled, block.length - filled);
    filled += Math.max(0, n);
    return n > 0;
  }
}
