package assay.domain.measure.selection;

import assay.domain.measure.Ints;
import java.util.Arrays;

/**
 * Items so far apart that every other one is near a chosen one.
 *
 * <p>The greedy farthest-first traversal (Gonzalez 1985), at most twice the smallest possible
 * radius; as a core-set for active learning in Sener and Savarese (2018), algorithm 1. It keeps one
 * distance an item, never all pairs.
 *
 * @param chosen the chosen items in the order in which they were chosen, those given first
 * @param radius the distance of the item that is farthest from all chosen ones
 */
public record KCentre(Ints chosen, double radius) {

  /** Squared Euclidean distances between items 0, 1, 2…. */
  public interface Distances {
    double squared(int first, int second);
  }

  /**
   * Adds the farthest item until {@code wanted} are chosen or every item lies on a chosen one; of
   * equally far ones the lowest number.
   *
   * @param given items that are chosen already, at least one
   */
  public static KCentre greedy(int items, Distances distances, Ints given, int wanted) {
    if (given.isEmpty()) {
      throw new IllegalArgumentException("name at least one item to start from");
    }
    double[] nearest = new double[items];
    Arrays.fill(nearest, Double.POSITIVE_INFINITY);
    int[] chosen = Arrays.copyOf(given.toArray(), StrictMath.max(given.size(), wanted));
    for (int i = 0; i < given.size(); i++) {
      approach(nearest, distances, chosen[i]);
    }
    int n = given.size();
    int farthest = farthest(nearest);
    while (n < wanted && nearest[farthest] > 0) {
      chosen[n++] = farthest;
      approach(nearest, distances, farthest);
      farthest = farthest(nearest);
    }
    return new KCentre(Ints.owned(Arrays.copyOf(chosen, n)), StrictMath.sqrt(nearest[farthest]));
  }

  private static void approach(double[] nearest, Distances distances, int centre) {
    for (int i = 0; i < nearest.length; i++) {
      nearest[i] = StrictMath.min(nearest[i], distances.squared(i, centre));
    }
  }

  private static int farthest(double[] nearest) {
    int farthest = 0;
    for (int i = 1; i < nearest.length; i++) {
      farthest = nearest[i] > nearest[farthest] ? i : farthest;
    }
    return farthest;
  }
}
