package assay.domain.measure.agreement;

import assay.domain.measure.Answers;
import java.util.Arrays;

/**
 * The distinct ways in which items were labelled, each with the number of items labelled so.
 *
 * <p>Agreement depends on an item only through its label counts, so a million items of three labels
 * over five classes are 35 profiles: every coefficient, and every resample of it, costs that much.
 * Profiles are sorted, so they do not depend on the order of tasks. Items without answers are left
 * out.
 */
public final class ItemProfiles {
  private final int nLabels;
  private final int[] start;
  private final int[] label;
  private final int[] count;
  private final int[] answers;
  private final long[] items;

  private ItemProfiles(int nLabels, int[][] sortedLabels, long[] items) {
    int n = sortedLabels.length;
    this.nLabels = nLabels;
    this.items = items;
    this.start = new int[n + 1];
    this.answers = new int[n];
    int cells = 0;
    for (int[] row : sortedLabels) {
      cells += distinct(row);
    }
    this.label = new int[cells];
    this.count = new int[cells];
    int at = 0;
    for (int p = 0; p < n; p++) {
      int[] row = sortedLabels[p];
      answers[p] = row.length;
      for (int i = 0; i < row.length; i++) {
        if (i == 0 || row[i] != row[i - 1]) {
          label[at++] = row[i];
        }
        count[at - 1]++;
      }
      start[p + 1] = at;
    }
  }

  /** The profiles of all items that have an answer. */
  public static ItemProfiles of(Answers answers) {
    ProfileTable table = new ProfileTable();
    int[] scratch = new int[16];
    for (int t = 0; t < answers.nTasks(); t++) {
      int from = answers.start(t);
      int m = answers.start(t + 1) - from;
      if (m == 0) {
        continue;
      }
      if (m > scratch.length) {
        scratch = new int[2 * m];
      }
      for (int i = 0; i < m; i++) {
        scratch[i] = answers.label(from + i);
      }
      Arrays.sort(scratch, 0, m);
      table.add(scratch, m);
    }
    return table.sorted(answers.nLabels());
  }

  /** Profiles from their sorted label rows; for {@link ProfileTable}. */
  static ItemProfiles of(int nLabels, int[][] sortedLabels, long[] items) {
    return new ItemProfiles(nLabels, sortedLabels, items);
  }

  /** The number of distinct profiles. */
  public int size() {
    return items.length;
  }

  public int nLabels() {
    return nLabels;
  }

  /** How many items have profile {@code p}. */
  public long items(int p) {
    return items[p];
  }

  /** How many answers each item of profile {@code p} has. */
  public int answers(int p) {
    return answers[p];
  }

  /** The first cell of profile {@code p}; its last is before {@code start(p + 1)}. */
  int start(int p) {
    return start[p];
  }

  /** The label of a cell. */
  int label(int cell) {
    return label[cell];
  }

  /** How many answers of the item bear the cell's label. */
  int count(int cell) {
    return count[cell];
  }

  /** How many items have each profile, as an array of its own. */
  long[] multiplicities() {
    return items.clone();
  }

  /** The number of items with at least one answer. */
  public long totalItems() {
    return Arrays.stream(items).sum();
  }

  /** Whether some item has two answers. */
  public boolean hasPairs() {
    return Arrays.stream(answers).anyMatch(m -> m > 1);
  }

  /** Whether all answers of items with at least {@code least} answers bear the same label. */
  boolean isConstant(int least) {
    int seen = -1;
    for (int p = 0; p < size(); p++) {
      for (int c = start[p]; c < start[p + 1] && answers[p] >= least; c++) {
        if (seen >= 0 && label[c] != seen) {
          return false;
        }
        seen = label[c];
      }
    }
    return true;
  }

  private static int distinct(int[] sorted) {
    int distinct = 0;
    for (int i = 0; i < sorted.length; i++) {
      if (i == 0 || sorted[i] != sorted[i - 1]) {
        distinct++;
      }
    }
    return distinct;
  }
}
