package assay.domain.measure.quality;

import assay.domain.measure.Answers;
import assay.domain.measure.inference.Posterior;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.math3.distribution.PoissonDistribution;

/**
 * Two annotators who make the same mistakes far more often than their quality explains.
 *
 * <p>Good annotators agree because both are right, so only joint errors count: the same label, and
 * not the settled one. Two with error rates e and f are expected to share e f / (q - 1) errors an
 * item; because hard items mislead everybody alike, this is scaled by how many joint errors the
 * whole crowd has over what independence predicts. A pair is reported when a Poisson count of that
 * mean would reach theirs with probability below {@link #SURE} over the number of pairs.
 *
 * @param shared the items both answered
 * @param jointErrors equal labels that differ from the settled one
 * @param expected how many were expected
 * @param pValue the probability of as many or more
 */
public record Collusion(
    int firstWorker,
    int secondWorker,
    int shared,
    int jointErrors,
    double expected,
    double pValue) {
  /** The chance of reporting any innocent pair at all. */
  public static final double SURE = 0.01;

  /** Pairs with fewer shared items are not judged. */
  public static final int LEAST_SHARED = 10;

  /** The pairs to look at, the least explicable first. */
  public static List<Collusion> suspects(Answers answers, Posterior settled) {
    double[] error = errorRates(answers, settled);
    Map<Long, int[]> pairs = new TreeMap<>();
    for (int t = 0; t < answers.nTasks(); t++) {
      int truth = settled.label(t);
      for (int i = answers.start(t); i < answers.start(t + 1) && truth >= 0; i++) {
        for (int j = i + 1; j < answers.start(t + 1); j++) {
          long key = (long) answers.worker(i) * answers.nWorkers() + answers.worker(j);
          int[] counts = pairs.computeIfAbsent(key, k -> new int[2]);
          counts[0]++;
          counts[1] += answers.label(i) == answers.label(j) && answers.label(i) != truth ? 1 : 0;
        }
      }
    }
    double observed = 0;
    double predicted = 0;
    int judged = 0;
    for (Map.Entry<Long, int[]> pair : pairs.entrySet()) {
      observed += pair.getValue()[1];
      predicted += pair.getValue()[0] * jointErrorRate(pair.getKey(), error, answers);
      judged += pair.getValue()[0] >= LEAST_SHARED ? 1 : 0;
    }
    double commonDifficulty = predicted == 0 ? 1 : StrictMath.max(1, observed / predicted);
    List<Collusion> suspects = new ArrayList<>();
    for (Map.Entry<Long, int[]> pair : pairs.entrySet()) {
      int[] counts = pair.getValue();
      double expected =
          counts[0] * jointErrorRate(pair.getKey(), error, answers) * commonDifficulty;
      if (counts[0] >= LEAST_SHARED && counts[1] > expected && expected > 0) {
        double p =
            1
                - new PoissonDistribution(null, expected, 1e-12, 10_000)
                    .cumulativeProbability(counts[1] - 1);
        if (p < SURE / judged) {
          suspects.add(
              new Collusion(
                  (int) (pair.getKey() / answers.nWorkers()),
                  (int) (pair.getKey() % answers.nWorkers()),
                  counts[0],
                  counts[1],
                  expected,
                  p));
        }
      }
    }
    suspects.sort(Comparator.comparingDouble(Collusion::pValue));
    return List.copyOf(suspects);
  }

  private static double jointErrorRate(long pair, double[] error, Answers answers) {
    double both =
        error[(int) (pair / answers.nWorkers())] * error[(int) (pair % answers.nWorkers())];
    return both / StrictMath.max(1, answers.nLabels() - 1);
  }

  /** Each worker's share of answers that differ from the settled label, with one pseudo-error. */
  private static double[] errorRates(Answers answers, Posterior settled) {
    double[] wrong = new double[answers.nWorkers()];
    int[] judged = new int[answers.nWorkers()];
    for (int i = 0; i < answers.size(); i++) {
      int truth = settled.label(answers.task(i));
      if (truth >= 0) {
        judged[answers.worker(i)]++;
        wrong[answers.worker(i)] += answers.label(i) == truth ? 0 : 1;
      }
    }
    for (int w = 0; w < wrong.length; w++) {
      wrong[w] = (wrong[w] + 1) / (judged[w] + 2);
    }
    return wrong;
  }
}
