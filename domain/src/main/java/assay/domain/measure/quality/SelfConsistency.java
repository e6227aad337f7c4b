package assay.domain.measure.quality;

import assay.domain.measure.Estimate;
import java.util.HashMap;
import java.util.Map;

/**
 * How often annotators repeat themselves when they meet an item again.
 *
 * @param repeats the pairs of answers by the same worker to the same item
 * @param same those with equal labels
 */
public record SelfConsistency(int repeats, int same) {

  /** The share of equal pairs with its Wilson interval; undefined without repeats. */
  public Estimate share() {
    return Wilson.interval(same, repeats);
  }

  /**
   * One record a worker, from all answers given, repeated ones included, in the order given.
   *
   * @param item the item of each answer (the same number when it is shown again)
   */
  public static SelfConsistency[] of(int[] item, int[] worker, int[] label, int nWorkers) {
    Map<Long, Integer> last = new HashMap<>();
    int[] repeats = new int[nWorkers];
    int[] same = new int[nWorkers];
    for (int i = 0; i < item.length; i++) {
      Integer before = last.put((long) worker[i] << 32 | item[i], label[i]);
      if (before != null) {
        repeats[worker[i]]++;
        same[worker[i]] += before == label[i] ? 1 : 0;
      }
    }
    SelfConsistency[] result = new SelfConsistency[nWorkers];
    for (int w = 0; w < nWorkers; w++) {
      result[w] = new SelfConsistency(repeats[w], same[w]);
    }
    return result;
  }
}
