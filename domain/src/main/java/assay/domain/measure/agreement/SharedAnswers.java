package assay.domain.measure.agreement;

import assay.domain.measure.Answers;
import java.util.Arrays;

/**
 * The answers that two annotators gave to the same items, for every pair that shares enough items.
 *
 * <p>Pairs are sorted by their first, then second worker; within a pair items are in task order.
 */
final class SharedAnswers {
  private final long[] pairs;
  private final int[] start;
  private final int[] item;
  private final int[] first;
  private final int[] second;
  private final int nWorkers;

  private SharedAnswers(long[] pairs, int[] start, int nWorkers) {
    int n = start[start.length - 1];
    this.pairs = pairs;
    this.start = start;
    this.nWorkers = nWorkers;
    this.item = new int[n];
    this.first = new int[n];
    this.second = new int[n];
  }

  /** The pairs of workers with at least {@code least} items in common. */
  static SharedAnswers of(Answers answers, int least) {
    PairCounts counts = new PairCounts();
    forEachPair(answers, (task, i, j) -> counts.add(key(answers, i, j)));
    long[] pairs = counts.atLeast(least);
    int[] start = new int[pairs.length + 1];
    for (int p = 0; p < pairs.length; p++) {
      start[p + 1] = start[p] + counts.count(pairs[p]);
    }
    SharedAnswers shared = new SharedAnswers(pairs, start, answers.nWorkers());
    counts.number(pairs);
    int[] next = Arrays.copyOf(start, pairs.length);
    forEachPair(
        answers,
        (task, i, j) -> {
          int p = counts.number(key(answers, i, j));
          if (p >= 0) {
            int at = next[p]++;
            shared.item[at] = task;
            shared.first[at] = answers.label(i);
            shared.second[at] = answers.label(j);
          }
        });
    return shared;
  }

  int nPairs() {
    return pairs.length;
  }

  int firstWorker(int p) {
    return (int) (pairs[p] / nWorkers);
  }

  int secondWorker(int p) {
    return (int) (pairs[p] % nWorkers);
  }

  /** The number of items both answered. */
  int shared(int p) {
    return start[p + 1] - start[p];
  }

  /** The number of answers of all pairs together. */
  int totalShared() {
    return item.length;
  }

  /**
   * Adds pair {@code p} to a q x q table, row the first worker's label, column the second's.
   *
   * @param weight how often each item counts, or empty for once
   */
  void tabulate(int p, int q, int[] weight, double[] table) {
    for (int i = start[p]; i < start[p + 1]; i++) {
      table[first[i] * q + second[i]] += weight.length == 0 ? 1 : weight[item[i]];
    }
  }

  private interface PairVisitor {
    void visit(int task, int i, int j);
  }

  private static void forEachPair(Answers answers, PairVisitor visitor) {
    for (int t = 0; t < answers.nTasks(); t++) {
      for (int i = answers.start(t); i < answers.start(t + 1); i++) {
        for (int j = i + 1; j < answers.start(t + 1); j++) {
          visitor.visit(t, i, j);
        }
      }
    }
  }

  private static long key(Answers answers, int i, int j) {
    return (long) answers.worker(i) * answers.nWorkers() + answers.worker(j);
  }
}
