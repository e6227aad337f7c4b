package assay.activities.prelabel;

import assay.activities.store.Verdicts;
import assay.domain.Pair;
import assay.domain.Verdict;
import assay.domain.policy.CalibrationSnapshot;
import assay.domain.policy.EarlierCheck;
import assay.domain.policy.Route;
import assay.domain.spec.CampaignSpec;
import assay.workflows.VerdictColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Where the pairs of a chunk go, and what is written down of it. */
final class Routing {

  /** How the spot checks of accepted pairs are drawn. */
  sealed interface Draws {}

  /** Pairs that are judged for the first time. */
  record First() implements Draws {}

  /** Pairs that a batch judges again. */
  record Again(int batch, Map<Integer, EarlierCheck> checks) implements Draws {}

  private final CampaignSpec spec;
  private final @Nullable CalibrationSnapshot rule;
  private final Draws draws;

  Routing(CampaignSpec spec, @Nullable CalibrationSnapshot rule, Draws draws) {
    this.spec = spec;
    this.rule = rule;
    this.draws = draws;
  }

  private Route route(Pair pair, Verdict verdict) {
    return switch (draws) {
      case First f -> Route.of(spec, rule, pair.id(), verdict);
      case Again(int batch, Map<Integer, EarlierCheck> checks) ->
          Route.again(
              spec,
              rule,
              pair.id(),
              verdict,
              batch,
              checks.getOrDefault(pair.index(), EarlierCheck.NEVER));
    };
  }

  /**
   * @param each the judges' verdicts of each pair
   * @param known the verdicts as they are stored
   * @param used takes down how each was used
   */
  VerdictColumns columns(
      List<Pair> pairs,
      List<List<Verdict>> each,
      Map<Integer, Verdict> known,
      Consumer<Map<Integer, Verdicts.Used>> used,
      String root) {
    List<Verdict> verdicts = new ArrayList<>();
    List<Route> routes = new ArrayList<>();
    Map<Integer, Verdicts.Used> uses = new TreeMap<>();
    for (Pair pair : pairs) {
      Verdict verdict = known.getOrDefault(pair.index(), Verdict.UNREACHABLE);
      verdicts.add(verdict);
      routes.add(route(pair, verdict));
      uses.put(pair.index(), use(verdict));
    }
    used.accept(uses);
    return VerdictColumns.of(verdicts, routes, root, judges(each));
  }

  private Verdicts.Used use(Verdict verdict) {
    return new Verdicts.Used(
        rule == null ? 0 : rule.version(),
        rule == null ? null : (Integer) rule.probability(verdict),
        (int) StrictMath.round(1_000_000 * Route.sampling(spec, rule, verdict)));
  }

  private List<VerdictColumns.JudgeColumns> judges(List<List<Verdict>> each) {
    int judges = spec.prelabel().judges().size();
    return judges == 1
        ? List.of()
        : IntStream.range(0, judges)
            .mapToObj(
                judge ->
                    VerdictColumns.JudgeColumns.of(
                        each.stream().map(verdicts -> verdicts.get(judge)).toList()))
            .toList();
  }
}
