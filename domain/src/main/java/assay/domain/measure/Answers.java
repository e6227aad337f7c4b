package assay.domain.measure;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Who gave which label to which task, in columns sorted by task, then worker.
 *
 * <p>At most one answer a (task, worker): of repeated ones the last given counts, {@link
 * #repeated()} says how many were set aside. Because the order is canonical, nothing computed from
 * it depends on the order of arrival. Tasks are {@code 0..nTasks-1} (some may have no answer),
 * workers {@code 0..nWorkers-1}, labels {@code 0..nLabels-1}, in the order of their scale if they
 * have one.
 */
public final class Answers {
  /** From so many answers to one task on, sorting by insertion would cost too much. */
  private static final int MANY_ANSWERS = 64;

  private final int[] task;
  private final int[] worker;
  private final int[] label;
  private final int[] start;
  private final int nWorkers;
  private final int nLabels;
  private final int repeated;

  private Answers(
      int[] task, int[] worker, int[] label, int nTasks, int nWorkers, int nLabels, int repeated) {
    this.task = task;
    this.worker = worker;
    this.label = label;
    this.nWorkers = nWorkers;
    this.nLabels = nLabels;
    this.repeated = repeated;
    this.start = new int[nTasks + 1];
    for (int t : task) {
      start[t + 1]++;
    }
    for (int t = 0; t < nTasks; t++) {
      start[t + 1] += start[t];
    }
  }

  /**
   * Answers from three columns of equal length, in the order in which they were given.
   *
   * <p>The arrays become this object's own: the caller must not change them afterwards.
   *
   * @throws IllegalArgumentException when lengths differ or a number is out of its range
   */
  public static Answers of(
      int[] task, int[] worker, int[] label, int nTasks, int nWorkers, int nLabels) {
    if (task.length != worker.length || task.length != label.length) {
      throw new IllegalArgumentException(
          "columns differ in length: %d tasks, %d workers, %d labels"
              .formatted(task.length, worker.length, label.length));
    }
    requireRange("task", task, nTasks);
    requireRange("worker", worker, nWorkers);
    requireRange("label", label, nLabels);
    if (isCanonical(task, worker)) {
      return new Answers(task, worker, label, nTasks, nWorkers, nLabels, 0);
    }
    int[] order = sortedWithinTasks(task, worker);
    if (order.length < task.length) {
      // Two stable counting sorts: by worker, then by task; answers given later stay later.
      order = sortedBy(task, sortedBy(worker, null, nWorkers), nTasks);
    }
    int kept = 0;
    for (int i = 0; i < order.length; i++) {
      if (i + 1 < order.length
          && task[order[i]] == task[order[i + 1]]
          && worker[order[i]] == worker[order[i + 1]]) {
        continue;
      }
      order[kept++] = order[i];
    }
    return new Answers(
        pick(task, order, kept),
        pick(worker, order, kept),
        pick(label, order, kept),
        nTasks,
        nWorkers,
        nLabels,
        task.length - kept);
  }

  /** The number of answers that count. */
  public int size() {
    return label.length;
  }

  /** The number of tasks, with or without answers. */
  public int nTasks() {
    return start.length - 1;
  }

  public int nWorkers() {
    return nWorkers;
  }

  /** The number of declared labels, used or not. */
  public int nLabels() {
    return nLabels;
  }

  /** How many answers were set aside because the same worker answered the same task again later. */
  public int repeated() {
    return repeated;
  }

  /** The task of answer {@code i}. */
  public int task(int i) {
    return task[i];
  }

  /** The worker of answer {@code i}. */
  public int worker(int i) {
    return worker[i];
  }

  /** The label of answer {@code i}. */
  public int label(int i) {
    return label[i];
  }

  /** The first answer of task {@code t}; those of {@code t} end before {@code start(t + 1)}. */
  public int start(int t) {
    return start[t];
  }

  /** How many answers each label got, by label. */
  public int[] labelCounts() {
    int[] counts = new int[nLabels];
    for (int l : label) {
      counts[l]++;
    }
    return counts;
  }

  /** How many answers each worker gave, by worker. */
  public int[] workerCounts() {
    int[] counts = new int[nWorkers];
    for (int w : worker) {
      counts[w]++;
    }
    return counts;
  }

  /**
   * The same answers with label {@code l} read as {@code to[l]}; with {@code {0, 0, 1, 2, 2}} five
   * preference levels become the three directions A, tie, B.
   */
  public Answers relabelled(int[] to, int labels) {
    if (to.length != nLabels) {
      throw new IllegalArgumentException(
          "%d labels cannot be mapped by %d entries".formatted(nLabels, to.length));
    }
    requireRange("label", to, labels);
    int[] mapped = new int[label.length];
    for (int i = 0; i < mapped.length; i++) {
      mapped[i] = to[label[i]];
    }
    return new Answers(task, worker, mapped, nTasks(), nWorkers, labels, repeated);
  }

  /** Only the answers of tasks and workers that are kept; all numbers keep their meaning. */
  public Answers filtered(boolean[] keepTask, boolean[] keepWorker) {
    int[] order = new int[label.length];
    int kept = 0;
    for (int i = 0; i < order.length; i++) {
      if (keepTask[task[i]] && keepWorker[worker[i]]) {
        order[kept++] = i;
      }
    }
    return new Answers(
        pick(task, order, kept),
        pick(worker, order, kept),
        pick(label, order, kept),
        nTasks(),
        nWorkers,
        nLabels,
        repeated);
  }

  private static void requireRange(String column, int[] values, int n) {
    for (int i = 0; i < values.length; i++) {
      if (values[i] < 0 || values[i] >= n) {
        throw new IllegalArgumentException(
            "answer %d: %s %d is not in 0..%d".formatted(i, column, values[i], n - 1));
      }
    }
  }

  private static boolean isCanonical(int[] task, int[] worker) {
    for (int i = 1; i < task.length; i++) {
      if (task[i] < task[i - 1] || (task[i] == task[i - 1] && worker[i] <= worker[i - 1])) {
        return false;
      }
    }
    return true;
  }

  /**
   * The same order when tasks stand together already, in ascending order, with few answers each, as
   * they mostly do in files: each task is sorted where it stands. Else an empty one.
   */
  private static int[] sortedWithinTasks(int[] task, int[] worker) {
    int[] order = new int[task.length];
    int first = 0;
    for (int i = 0; i < order.length; i++) {
      if (i > 0 && task[i] != task[i - 1]) {
        first = i;
      }
      if (i - first == MANY_ANSWERS || (i > 0 && task[i] < task[i - 1])) {
        return new int[0];
      }
      int at = i;
      for (; at > first && worker[order[at - 1]] > worker[i]; at--) {
        order[at] = order[at - 1];
      }
      order[at] = i;
    }
    return order;
  }

  /** A stable order of {@code order} (or of 0, 1, 2… when null) by key. */
  private static int[] sortedBy(int[] key, int @Nullable [] order, int n) {
    int[] next = new int[n + 1];
    for (int k : key) {
      next[k + 1]++;
    }
    for (int k = 0; k < n; k++) {
      next[k + 1] += next[k];
    }
    int[] sorted = new int[key.length];
    for (int i = 0; i < key.length; i++) {
      int a = order == null ? i : order[i];
      sorted[next[key[a]]++] = a;
    }
    return sorted;
  }

  private static int[] pick(int[] values, int[] order, int n) {
    int[] picked = new int[n];
    Arrays.setAll(picked, i -> values[order[i]]);
    return picked;
  }
}
