package assay.workers.cli.stats;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads RFC 4180 CSV as bytes, one record at a time, without making a String of anything.
 *
 * <p>Fields of the current record lie one after the other in {@link #buffer()}. Records end in LF
 * or CRLF; empty lines are skipped; a leading byte order mark is dropped.
 */
final class CsvReader implements Closeable {
  private final Object file;
  private final InputStream in;
  private final byte[] block = new byte[1 << 18];
  private int at;
  private int filled;
  private byte[] record = new byte[1 << 10];
  private int[] end = new int[16];
  private int fields;
  private int length;
  private long line;
  private long recordLine;

  CsvReader(Object file, InputStream in) {
    this.file = file;
    this.in = in;
  }

  /** Reads the next record; false at the end of the file. */
  boolean next() throws IOException {
    do {
      fields = 0;
      length = 0;
      recordLine = ++line;
      if (!readRecord()) {
        return false;
      }
    } while (fields == 1 && length == 0);
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
    return record;
  }

  int start(int field) {
    return field == 0 ? 0 : end[field - 1];
  }

  int length(int field) {
    return end[field] - start(field);
  }

  String text(int field) {
    return new String(record, start(field), length(field), StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private boolean readRecord() throws IOException {
    int b = read();
    if (b < 0) {
      return false;
    }
    if (recordLine == 1 && b == 0xEF) {
      read();
      read();
      b = read();
    }
    while (true) {
      if (b == '"' && length == (fields == 0 ? 0 : end[fields - 1])) {
        b = readQuoted();
      }
      while (b >= 0 && b != ',' && b != '\n') {
        append((byte) b);
        b = read();
      }
      if (b != ',' && length > start(fields) && record[length - 1] == '\r') {
        length--;
      }
      endField();
      if (b != ',') {
        return true;
      }
      b = read();
    }
  }

  /** Reads the rest of a quoted field; the byte after its closing quote. */
  private int readQuoted() throws IOException {
    while (true) {
      int b = read();
      if (b < 0) {
        throw UserError.at(
            file, recordLine, "a quote is opened and never closed; close it with another");
      }
      if (b == '\n') {
        line++;
      }
      if (b != '"') {
        append((byte) b);
        continue;
      }
      b = read();
      if (b != '"') {
        return b;
      }
      append((byte) '"');
    }
  }

  private void append(byte b) {
    if (length == record.length) {
      record = Arrays.copyOf(record, 2 * length);
    }
    record[length++] = b;
  }

  private void endField() {
    if (fields == end.length) {
      end = Arrays.copyOf(end, 2 * fields);
    }
    end[fields++] = length;
  }

  private int read() throws IOException {
    if (at == filled) {
      filled = in.read(block);
      at = 0;
      if (filled <= 0) {
        filled = 0;
        return -1;
      }
    }
    return block[at++] & 0xFF;
  }
}
