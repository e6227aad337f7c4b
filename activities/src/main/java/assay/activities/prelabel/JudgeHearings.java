package assay.activities.prelabel;

import assay.activities.model.ChunkRun;
import assay.domain.Pair;
import assay.domain.Verdict;
import assay.domain.judge.Hearing;
import assay.domain.judge.Opinion;
import assay.domain.policy.Draw;
import assay.domain.spec.CampaignSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One judge's way to a verdict about each pair: all orders and samples asked at once, then put
 * together.
 *
 * <p>An order counts as heard when more than half of its samples hold a verdict. A pair with an
 * order that does not is unparsable, or unreachable when calls failed.
 */
final class JudgeHearings {
  private final CampaignSpec spec;
  private final JudgeCalls calls;
  private final ChunkRun run;

  JudgeHearings(CampaignSpec spec, String judge, ChunkRun run) {
    this.spec = spec;
    this.calls = new JudgeCalls(spec, judge, run);
    this.run = run;
  }

  /** By index, one for every pair. */
  SortedMap<Integer, Hearing> of(List<Pair> pairs) {
    SortedMap<Integer, Hearing> hearings = new TreeMap<>();
    List<ChunkRun.Task<Heard>> tasks = new ArrayList<>();
    // A prompt for which nothing could be generated has no responses to judge.
    List<Pair> complete = pairs.stream().filter(Pair::complete).toList();
    complete.forEach(pair -> tasks.addAll(tasks(pair)));
    List<Optional<Heard>> heard = run.all(tasks);
    pairs.forEach(pair -> hearings.put(pair.index(), Hearing.without(Verdict.UNREACHABLE)));
    int each = tasks.size() / Math.max(1, complete.size());
    for (int i = 0; i < complete.size(); i++) {
      Pair pair = complete.get(i);
      hearings.put(pair.index(), hearing(pair, heard.subList(i * each, (i + 1) * each)));
    }
    return hearings;
  }

  /** The samples of the first order, then those of the second. */
  private List<ChunkRun.Task<Heard>> tasks(Pair pair) {
    List<ChunkRun.Task<Heard>> tasks = new ArrayList<>();
    for (boolean swapped : spec.prelabel().swapPositions() ? new boolean[] {false, true} : ONE) {
      for (int sample = 1; sample <= spec.prelabel().samples(); sample++) {
        int number = sample;
        tasks.add(() -> calls.hear(pair, swapped, number));
      }
    }
    return tasks;
  }

  private static final boolean[] ONE = {false};

  private Hearing hearing(Pair pair, List<Optional<Heard>> heard) {
    int samples = spec.prelabel().samples();
    List<List<Opinion>> orders = new ArrayList<>();
    boolean failed = false;
    boolean unread = false;
    for (int from = 0; from < heard.size(); from += samples) {
      List<Optional<Heard>> order = heard.subList(from, from + samples);
      List<Opinion> opinions = opinions(order);
      boolean enough = 2 * opinions.size() > samples;
      unread |= !enough && order.stream().allMatch(Optional::isPresent);
      failed |= !enough;
      orders.add(opinions);
    }
    if (failed) {
      return Hearing.without(unread ? Verdict.UNPARSABLE : Verdict.UNREACHABLE);
    }
    boolean evenGoesToB = Draw.below(2, spec.seed(), "even", pair.id()) == 1;
    return Hearing.of(
        orders.getFirst(), orders.size() == 1 ? List.of() : orders.getLast(), evenGoesToB);
  }

  private static List<Opinion> opinions(List<Optional<Heard>> order) {
    return order.stream()
        .flatMap(Optional::stream)
        .map(Heard::opinion)
        .filter(Objects::nonNull)
        .toList();
  }
}
