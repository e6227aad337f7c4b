package assay.domain.measure;

import java.util.Arrays;

/**
 * How often each worker agrees with the majority of the others on the same task.
 *
 * <p>One's own vote is left out, so agreeing with oneself earns nothing. When the others are tied
 * and the worker's label is among the k tied ones, it counts 1/k. Tasks that nobody else answered
 * say nothing.
 *
 * @param hits the (fractional) number of agreements, by worker
 * @param compared the number of answers that could be compared, by worker
 */
public record OthersMajority(Doubles hits, Ints compared) {
  /** Vote sums closer than this are tied. */
  private static final double TIE = 1e-9;

  /** With every vote counting the same. */
  public static OthersMajority of(Answers answers) {
    double[] ones = new double[answers.nWorkers()];
    Arrays.fill(ones, 1);
    return of(answers, ones);
  }

  /** With each worker's votes counting {@code weights[worker]}, all above 0. */
  public static OthersMajority of(Answers answers, double[] weights) {
    double[] hits = new double[answers.nWorkers()];
    int[] compared = new int[answers.nWorkers()];
    double[] votes = new double[answers.nLabels()];
    int[] seen = new int[answers.nLabels()];
    for (int t = 0; t < answers.nTasks(); t++) {
      int from = answers.start(t);
      int to = answers.start(t + 1);
      if (to - from < 2) {
        continue;
      }
      for (int i = from; i < to; i++) {
        votes[answers.label(i)] += weights[answers.worker(i)];
      }
      Leaders leaders = new Leaders();
      for (int i = from; i < to; i++) {
        if (seen[answers.label(i)] != t + 1) {
          seen[answers.label(i)] = t + 1;
          leaders.add(votes[answers.label(i)]);
        }
      }
      for (int i = from; i < to; i++) {
        int w = answers.worker(i);
        compared[w]++;
        hits[w] += leaders.credit(votes[answers.label(i)], weights[w]);
      }
      for (int i = from; i < to; i++) {
        votes[answers.label(i)] = 0;
      }
    }
    return new OthersMajority(Doubles.owned(hits), Ints.owned(compared));
  }

  /** The share of agreement of worker {@code w}, or {@code otherwise} without any comparison. */
  public double share(int w, double otherwise) {
    return compared.at(w) == 0 ? otherwise : hits.at(w) / compared.at(w);
  }

  /** The two highest vote sums of a task, and how many labels have each. */
  private static final class Leaders {
    private double best;
    private double second;
    private int nBest;
    private int nSecond;

    void add(double votes) {
      if (nBest == 0 || votes > best + TIE) {
        second = best;
        nSecond = nBest;
        best = votes;
        nBest = 1;
      } else if (votes >= best - TIE) {
        nBest++;
      } else if (nSecond == 0 || votes > second + TIE) {
        second = votes;
        nSecond = 1;
      } else if (votes >= second - TIE) {
        nSecond++;
      }
    }

    /** What a vote of this weight for a label with this sum earns when it is taken out itself. */
    double credit(double votes, double weight) {
      double left = votes - weight;
      boolean led = votes >= best - TIE && nBest == 1;
      if (!led || left < TIE || (nSecond > 0 && left < second - TIE)) {
        return 0;
      }
      return nSecond == 0 || left > second + TIE ? 1 : 1.0 / (nSecond + 1);
    }
  }
}
