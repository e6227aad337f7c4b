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

  /**
   * A batch, after the planned ones, that judges pairs again.
   *
   * @param of the batch of whose pairs it judges those again that the judges had decided alone
   * @param planned the planned batch that all these pairs belong to; {@code of} itself, unless that
   *     judges some again, too
   * @param look that found the change
   */
  public record Again(int number, int of, int planned, int look) {}

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

  /**
   * What is to be judged again: of each change the batches that were opened after the last look
   * without one, in the order of their numbers.
   *
   * @param planned number of planned batches; further numbers follow theirs
   */
  public static List<Again> again(List<Taken> looks, int planned) {
    List<Again> again = new ArrayList<>();
    for (int i = 1; i < looks.size(); i++) {
      int first = looks.get(i - 1).before();
      for (int of = first; looks.get(i).changed() && of < looks.get(i).before(); of++) {
        int number = planned + again.size() + 1;
        again.add(
            new Again(
                number, of, of <= planned ? of : again.get(of - planned - 1).planned(), i + 1));
      }
    }
    return List.copyOf(again);
  }

  /** A run of batches; the last one has no end. */
  public record Batches(int from, int through) {}

  /**
   * The batches that one version of the judges is known to have judged, in order; those between the
   * last good look and the one that found a change belong to none.
   */
  public static List<Batches> versions(List<Taken> looks) {
    List<Batches> versions = new ArrayList<>();
    int from = 1;
    for (int i = 0; i < looks.size(); i++) {
      if (looks.get(i).changed()) {
        int through = i == 0 ? 0 : looks.get(i - 1).before() - 1;
        if (from <= through) {
          versions.add(new Batches(from, through));
        }
        from = looks.get(i).before();
      }
    }
    versions.add(new Batches(from, Integer.MAX_VALUE));
    return List.copyOf(versions);
  }

  /** The epoch that a batch belongs to, by its first batch. */
  public static int epoch(List<Integer> epochs, int batch) {
    return epochs.stream().filter(first -> first <= batch).reduce(1, Math::max);
  }
}
