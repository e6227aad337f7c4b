package assay.domain.measure.agreement;

import assay.domain.measure.Answers;
import assay.domain.measure.Estimate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Agreement by task, annotator, label or domain: where it is lost. */
public final class Breakdown {
  private Breakdown() {}

  /**
   * Raw agreement of a part.
   *
   * @param part the number of the task, worker or label
   * @param pairs the ordered pairs of answers that could agree
   * @param agreement the share that did; NaN without pairs
   */
  public record Part(int part, long pairs, double agreement) {}

  /** The share of agreeing pairs within each task. */
  public static List<Part> byTask(Answers answers) {
    return parts(answers, answers.nTasks(), Key.TASK);
  }

  /** The share of others' answers to the same tasks that each worker's answers agree with. */
  public static List<Part> byWorker(Answers answers) {
    return parts(answers, answers.nWorkers(), Key.WORKER);
  }

  /**
   * For each label: given that somebody chose it, how often another annotator of the same task did
   * (specific agreement, Cicchetti and Feinstein 1990).
   */
  public static List<Part> byLabel(Answers answers) {
    return parts(answers, answers.nLabels(), Key.LABEL);
  }

  /**
   * Krippendorff's alpha within each domain.
   *
   * @param domain the domain of each task, 0..nDomains-1
   */
  public static List<Estimate> alphaByDomain(
      Answers answers, int[] domain, int nDomains, Level level, double[] values, Bootstrap how) {
    boolean[] everybody = new boolean[answers.nWorkers()];
    Arrays.fill(everybody, true);
    List<Estimate> alphas = new ArrayList<>();
    for (int d = 0; d < nDomains; d++) {
      boolean[] inside = new boolean[answers.nTasks()];
      for (int t = 0; t < inside.length; t++) {
        inside[t] = domain[t] == d;
      }
      alphas.add(
          Agreement.of(answers.filtered(inside, everybody), how).krippendorffAlpha(level, values));
    }
    return List.copyOf(alphas);
  }

  private enum Key {
    TASK,
    WORKER,
    LABEL
  }

  private static List<Part> parts(Answers answers, int n, Key key) {
    long[] pairs = new long[n];
    long[] equal = new long[n];
    int[] votes = new int[answers.nLabels()];
    for (int t = 0; t < answers.nTasks(); t++) {
      int from = answers.start(t);
      int to = answers.start(t + 1);
      for (int i = from; i < to; i++) {
        votes[answers.label(i)]++;
      }
      for (int i = from; i < to; i++) {
        int part =
            switch (key) {
              case TASK -> t;
              case WORKER -> answers.worker(i);
              case LABEL -> answers.label(i);
            };
        pairs[part] += to - from - 1;
        equal[part] += votes[answers.label(i)] - 1;
      }
      for (int i = from; i < to; i++) {
        votes[answers.label(i)] = 0;
      }
    }
    List<Part> parts = new ArrayList<>(n);
    for (int p = 0; p < n; p++) {
      parts.add(new Part(p, pairs[p], (double) equal[p] / pairs[p]));
    }
    return List.copyOf(parts);
  }
}
