package assay.workers.cli.stats;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Numbers names 0, 1, 2… in order of appearance.
 *
 * <p>Names are kept as bytes in one array: ten million of them cost about their own length and 12
 * bytes each, not a String object.
 */
final class NameTable {
  private byte[] bytes = new byte[1 << 12];
  private int[] start = new int[1 << 8];
  private int[] slots = emptySlots(1 << 10);
  private int size;
  private int last;

  int size() {
    return size;
  }

  /** The number of a name, a new one if it was not seen before; fast for the same name again. */
  int number(byte[] from, int offset, int length) {
    if (size == 0 || !isAt(last, from, offset, length)) {
      last = lookedUp(from, offset, length);
    }
    return last;
  }

  private int lookedUp(byte[] from, int offset, int length) {
    int slot = slot(from, offset, length);
    if (slots[slot] >= 0) {
      return slots[slot];
    }
    append(from, offset, length);
    slots[slot] = size++;
    int number = slots[slot];
    if (2 * size > slots.length) {
      grow();
    }
    return number;
  }

  int number(String name) {
    byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
    return number(utf8, 0, utf8.length);
  }

  /** The number of a name, or -1 if it was never seen. */
  int find(String name) {
    byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
    return slots[slot(utf8, 0, utf8.length)];
  }

  String name(int number) {
    int from = start[number];
    return new String(bytes, from, start[number + 1] - from, StandardCharsets.UTF_8);
  }

  private int slot(byte[] from, int offset, int length) {
    int slot = hash(from, offset, length) & (slots.length - 1);
    while (slots[slot] >= 0 && !isAt(slots[slot], from, offset, length)) {
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }

  private boolean isAt(int number, byte[] from, int offset, int length) {
    return Arrays.equals(bytes, start[number], start[number + 1], from, offset, offset + length);
  }

  private void append(byte[] from, int offset, int length) {
    int end = start[size];
    if (end > Integer.MAX_VALUE - 8 - length) {
      throw new UserError("the names of tasks are longer than 2 GB together; use shorter ones");
    }
    if (end + length > bytes.length) {
      long doubled = Math.min(2L * bytes.length, Integer.MAX_VALUE - 8);
      bytes = Arrays.copyOf(bytes, (int) Math.max(doubled, end + length));
    }
    System.arraycopy(from, offset, bytes, end, length);
    if (size + 2 > start.length) {
      start = Arrays.copyOf(start, 2 * start.length);
    }
    start[size + 1] = end + length;
  }

  private void grow() {
    slots = emptySlots(2 * slots.length);
    for (int i = 0; i < size; i++) {
      int slot = hash(bytes, start[i], start[i + 1] - start[i]) & (slots.length - 1);
      while (slots[slot] >= 0) {
        slot = (slot + 1) & (slots.length - 1);
      }
      slots[slot] = i;
    }
  }

  private static int[] emptySlots(int n) {
    int[] empty = new int[n];
    Arrays.fill(empty, -1);
    return empty;
  }

  private static int hash(byte[] from, int offset, int length) {
    int h = 0x811C9DC5;
    for (int i = offset; i < offset + length; i++) {
      h = (h ^ from[i]) * 0x01000193;
    }
    h = (h ^ (h >>> 15)) * 0x2C1B3C6D;
    return h ^ (h >>> 13);
  }
}
