package assay.domain.policy;

import assay.domain.TaskType;
import assay.domain.measure.Ints;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * In which order a lease shows the responses of an item.
 *
 * <p>Two change places by the lease's own coin; several are sorted by hashes over a secret of the
 * campaign and the lease, so that nobody foresees the order and an auditor can draw it again.
 */
public final class ShownOrder {
  private ShownOrder() {}

  /**
   * The response shown at each place.
   *
   * @param salt the campaign's secret
   * @param swapped the lease's coin
   * @param responses how many the item has
   */
  public static Ints of(TaskType task, String salt, long lease, boolean swapped, int responses) {
    return switch (task.responses()) {
      case TWO -> swapped ? Ints.of(1, 0) : Ints.of(0, 1);
      case SEVERAL ->
          Ints.owned(
              IntStream.range(0, responses)
                  .boxed()
                  .sorted(
                      Comparator.comparingDouble(
                          i -> Draw.uniform(0, "order", salt + "|" + lease + "|" + i)))
                  .mapToInt(Integer::intValue)
                  .toArray());
      case ONE, ONE_OR_NONE, DIALOG -> Ints.owned(IntStream.range(0, responses).toArray());
    };
  }
}
