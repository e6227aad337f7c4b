package assay.domain.measure.agreement;

import java.util.Arrays;

/** Counts by a long key of 0 or more: open addressing, no boxing. */
final class PairCounts {
  private long[] keys = emptyKeys(1 << 10);
  private int[] counts = new int[1 << 10];
  private int size;

  void add(long key) {
    int slot = slot(key);
    if (keys[slot] < 0) {
      keys[slot] = key;
      size++;
    }
    counts[slot]++;
    if (2 * size > keys.length) {
      grow();
    }
  }

  int count(long key) {
    return counts[slot(key)];
  }

  /** The keys that were counted at least {@code least} times, ascending. */
  long[] atLeast(int least) {
    long[] found = new long[size];
    int n = 0;
    for (int s = 0; s < keys.length; s++) {
      if (keys[s] >= 0 && counts[s] >= least) {
        found[n++] = keys[s];
      }
    }
    long[] sorted = Arrays.copyOf(found, n);
    Arrays.sort(sorted);
    return sorted;
  }

  /** From here on the table holds the position of each of these keys, -1 for the others. */
  void number(long[] sorted) {
    Arrays.fill(counts, -1);
    for (int i = 0; i < sorted.length; i++) {
      counts[slot(sorted[i])] = i;
    }
  }

  /** The position of a key in the array given to {@link #number(long[])}, or -1. */
  int number(long key) {
    return counts[slot(key)];
  }

  private int slot(long key) {
    long h = key * 0x9E3779B97F4A7C15L;
    int slot = (int) (h ^ (h >>> 32)) & (keys.length - 1);
    while (keys[slot] >= 0 && keys[slot] != key) {
      slot = (slot + 1) & (keys.length - 1);
    }
    return slot;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldCounts = counts;
    keys = emptyKeys(2 * oldKeys.length);
    counts = new int[keys.length];
    for (int s = 0; s < oldKeys.length; s++) {
      if (oldKeys[s] >= 0) {
        int slot = slot(oldKeys[s]);
        keys[slot] = oldKeys[s];
        counts[slot] = oldCounts[s];
      }
    }
  }

  private static long[] emptyKeys(int n) {
    long[] empty = new long[n];
    Arrays.fill(empty, -1);
    return empty;
  }
}
