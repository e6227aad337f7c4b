package assay.domain.measure.agreement;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Counts equal rows of sorted labels: a small open-addressing hash table. */
final class ProfileTable {
  private int[][] rows = new int[64][];
  private long[] items = new long[64];
  private int size;
  private int[] slots = emptySlots(256);

  /** Counts the first {@code m} entries of {@code labels} as one more item. */
  void add(int[] labels, int m) {
    int slot = hash(labels, m) & (slots.length - 1);
    while (slots[slot] >= 0) {
      int[] row = rows[slots[slot]];
      if (Arrays.equals(row, 0, row.length, labels, 0, m)) {
        items[slots[slot]]++;
        return;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    if (size == rows.length) {
      rows = Arrays.copyOf(rows, 2 * size);
      items = Arrays.copyOf(items, 2 * size);
    }
    rows[size] = Arrays.copyOf(labels, m);
    items[size] = 1;
    slots[slot] = size++;
    if (2 * size > slots.length) {
      grow();
    }
  }

  ItemProfiles sorted(int nLabels) {
    Integer[] order = IntStream.range(0, size).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparing(i -> rows[i], Arrays::compare));
    int[][] sortedRows = new int[size][];
    long[] sortedItems = new long[size];
    for (int i = 0; i < size; i++) {
      sortedRows[i] = rows[order[i]];
      sortedItems[i] = items[order[i]];
    }
    return ItemProfiles.of(nLabels, sortedRows, sortedItems);
  }

  private void grow() {
    slots = emptySlots(2 * slots.length);
    for (int i = 0; i < size; i++) {
      int slot = hash(rows[i], rows[i].length) & (slots.length - 1);
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

  private static int hash(int[] labels, int m) {
    int h = m;
    for (int i = 0; i < m; i++) {
      h = (h ^ labels[i]) * 0x9E3779B1;
    }
    return h ^ (h >>> 15);
  }
}
