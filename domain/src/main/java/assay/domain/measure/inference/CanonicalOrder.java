package assay.domain.measure.inference;

import assay.domain.measure.Answers;
import java.util.Arrays;

/**
 * Tasks in an order that follows from their answers, not from their numbers.
 *
 * <p>Labels start with how often they were given; then, a few times, each task is named after its
 * answers and each annotator after theirs, by sums of mixed numbers, which no order changes
 * (Weisfeiler and Lehman 1968). Renumbering tasks, annotators or labels permutes the names with
 * them. Tasks of equal names have equal answers from annotators who answer alike, so it does not
 * matter which of them comes first.
 */
final class CanonicalOrder {
  private static final int ROUNDS = 3;

  private CanonicalOrder() {}

  /** The place of each task in the order. */
  static int[] places(Answers answers) {
    long[] task = new long[answers.nTasks()];
    long[] worker = new long[answers.nWorkers()];
    long[] label = new long[answers.nLabels()];
    int[] given = answers.labelCounts();
    Arrays.setAll(label, l -> mixed(given[l]));
    for (int round = 0; round < ROUNDS; round++) {
      long[] nextTask = new long[task.length];
      long[] nextWorker = new long[worker.length];
      for (int i = 0; i < answers.size(); i++) {
        int t = answers.task(i);
        int w = answers.worker(i);
        nextTask[t] += mixed(worker[w] ^ mixed(label[answers.label(i)]));
        nextWorker[w] += mixed(task[t] + label[answers.label(i)]);
      }
      task = nextTask;
      worker = nextWorker;
    }
    return ranks(task);
  }

  private static int[] ranks(long[] names) {
    long[] sorted = names.clone();
    Arrays.sort(sorted);
    int[] taken = new int[names.length];
    int[] ranks = new int[names.length];
    for (int t = 0; t < names.length; t++) {
      int first = firstOf(sorted, names[t]);
      ranks[t] = first + taken[first]++;
    }
    return ranks;
  }

  private static int firstOf(long[] sorted, long name) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < name) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The finaliser of SplitMix64 (Steele, Lea and Flood 2014). */
  private static long mixed(long x) {
    long z = x + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
