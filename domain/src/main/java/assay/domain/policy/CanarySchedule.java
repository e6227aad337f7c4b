package assay.domain.policy;

import assay.domain.spec.CampaignSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * Before which batches the judges are looked at, and from which on they are known to answer alike.
 *
 * <p>The batch's number decides, never what happens to be finished.
 */
public final class CanarySchedule {

  /**
   * A look at all judges that is over.
   *
   * @param before the batch that waited for it
   * @param changed whether some judge answered as another model would
   */
  public record Taken(int before, boolean changed) {}

  private CanarySchedule() {}

  /** How many times a judge is asked some gold question, when none ever changes. */
  public static long questions(CampaignSpec spec, int pairs, int gold) {
    if (!spec.watches() || pairs == 0) {
      return 0;
    }
    int batches = (pairs - 1) / spec.batch().size() + 1;
    int looks = (batches - 1) / spec.prelabel().canary().every() + 1;
    long questions = Math.min(spec.prelabel().canary().questions(), gold);
    return questions * (looks + CanaryRule.ASKINGS - 1);
  }

  /** Whether a batch must not open before another look; after a change there is one more. */
  public static boolean due(CampaignSpec spec, List<Taken> looks, int batch) {
    return spec.watches()
        && (looks.isEmpty()
            || looks.getLast().changed()
            || ((batch - 1) % spec.prelabel().canary().every() == 0
                && looks.getLast().before() < batch));
  }

  /**
   * The batches from which on calibration begins anew, ascending; the first is 1, each further one
   * waited for the look that found a change.
   */
  public static List<Integer> epochs(List<Taken> looks) {
    List<Integer> epochs = new ArrayList<>(List.of(1));
    looks.stream().filter(Taken::changed).forEach(look -> epochs.add(look.before()));
    return List.copyOf(epochs);
  }

  /** The epoch that a batch belongs to, by its first batch. */
  public static int epoch(List<Integer> epochs, int batch) {
    return epochs.stream().filter(first -> first <= batch).reduce(1, Math::max);
  }
}
