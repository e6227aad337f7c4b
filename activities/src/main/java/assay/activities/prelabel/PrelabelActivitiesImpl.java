package assay.activities.prelabel;

import assay.activities.model.ChunkCalls;
import assay.activities.model.ChunkRun;
import assay.activities.store.Campaigns;
import assay.activities.store.Campaigns.Campaign;
import assay.activities.store.ModelCall;
import assay.activities.store.Pairs;
import assay.activities.store.Verdicts;
import assay.domain.Merkle;
import assay.domain.Pair;
import assay.domain.Verdict;
import assay.domain.judge.VerdictRule;
import assay.domain.policy.Draw;
import assay.domain.policy.Route;
import assay.domain.spec.CampaignSpec;
import assay.workflows.Chunk;
import assay.workflows.PrelabelActivities;
import assay.workflows.VerdictColumns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Asks the judge about each pair of a chunk and stores its verdicts.
 *
 * <p>A verdict that is stored stays: whoever asks again, a retry or a campaign that was started
 * anew, is told the same.
 */
public final class PrelabelActivitiesImpl implements PrelabelActivities {
  private final Campaigns campaigns;
  private final Pairs pairs;
  private final Verdicts verdicts;
  private final ChunkCalls calls;

  public PrelabelActivitiesImpl(
      Campaigns campaigns, Pairs pairs, Verdicts verdicts, ChunkCalls calls) {
    this.campaigns = campaigns;
    this.pairs = pairs;
    this.verdicts = verdicts;
    this.calls = calls;
  }

  @Override
  public VerdictColumns prelabel(Chunk chunk) {
    Campaign campaign = campaigns.get(chunk.campaign());
    List<Pair> asked = pairs.range(campaign.id(), chunk.first(), chunk.count());
    ChunkRun run = calls.open(campaign, "judge", chunk);
    SortedMap<Integer, Verdict> known = verdicts.load(campaign.id(), chunk.first(), chunk.count());
    List<Pair> open = asked.stream().filter(pair -> !known.containsKey(pair.index())).toList();
    if (!open.isEmpty()) {
      verdicts.keep(campaign.id(), judge(campaign.spec(), run, open));
      known.putAll(verdicts.load(campaign.id(), chunk.first(), chunk.count()));
    }
    return columns(campaign.spec(), run, asked, known);
  }

  @Override
  public int submitPrelabel(Chunk chunk) {
    Campaign campaign = campaigns.get(chunk.campaign());
    SortedMap<Integer, Verdict> known = verdicts.load(campaign.id(), chunk.first(), chunk.count());
    List<Pair> open =
        pairs.range(campaign.id(), chunk.first(), chunk.count()).stream()
            .filter(pair -> !known.containsKey(pair.index()))
            .toList();
    return calls.submit(campaign, "judge", chunk, run -> judge(campaign.spec(), run, open));
  }

  private static Map<Integer, Verdict> judge(CampaignSpec spec, ChunkRun run, List<Pair> open) {
    JudgeCalls judge = new JudgeCalls(spec, spec.prelabel().judges().getFirst(), run);
    // A prompt for which nothing could be generated has no responses to judge.
    List<Pair> complete = open.stream().filter(Pair::complete).toList();
    List<ChunkRun.Task<Heard>> tasks = new ArrayList<>();
    for (Pair pair : complete) {
      tasks.add(() -> judge.hear(pair, false));
      if (spec.prelabel().swapPositions()) {
        tasks.add(() -> judge.hear(pair, true));
      }
    }
    List<Optional<Heard>> heard = run.all(tasks);
    Map<Integer, Verdict> verdicts = new TreeMap<>();
    open.forEach(pair -> verdicts.put(pair.index(), Verdict.UNREACHABLE));
    int orders = spec.prelabel().swapPositions() ? 2 : 1;
    for (int i = 0; i < complete.size(); i++) {
      Pair pair = complete.get(i);
      verdicts.put(pair.index(), verdict(spec, pair, heard.subList(i * orders, (i + 1) * orders)));
    }
    return verdicts;
  }

  private static Verdict verdict(CampaignSpec spec, Pair pair, List<Optional<Heard>> orders) {
    if (orders.stream().anyMatch(heard -> heard.isPresent() && heard.get().opinion() == null)) {
      return Verdict.UNPARSABLE;
    }
    if (orders.stream().anyMatch(Optional::isEmpty)) {
      return Verdict.UNREACHABLE;
    }
    boolean evenGoesToB = Draw.below(2, spec.seed(), "even", pair.id()) == 1;
    var first = orders.getFirst().orElseThrow().said();
    return orders.size() == 1
        ? VerdictRule.one(first, evenGoesToB)
        : VerdictRule.both(first, orders.getLast().orElseThrow().said(), evenGoesToB);
  }

  private static VerdictColumns columns(
      CampaignSpec spec, ChunkRun run, List<Pair> asked, Map<Integer, Verdict> known) {
    List<Verdict> inOrder = new ArrayList<>();
    List<Route> routes = new ArrayList<>();
    List<byte[]> leaves = new ArrayList<>();
    for (Pair pair : asked) {
      Verdict verdict = known.getOrDefault(pair.index(), Verdict.UNREACHABLE);
      inOrder.add(verdict);
      routes.add(Route.of(spec, pair.id(), verdict));
      leaves.add(leaf(pair, run.calls(pair.index())));
    }
    return VerdictColumns.of(inOrder, routes, Merkle.root(leaves));
  }

  /**
   * Texts, then of each call in order: which one, digest of the question, answer, probabilities.
   */
  private static byte[] leaf(Pair pair, List<ModelCall> calls) {
    List<@Nullable String> fields =
        new ArrayList<>(
            Arrays.asList(
                pair.id(), Pairs.write(pair.prompt()), pair.responseA(), pair.responseB()));
    for (ModelCall call : calls) {
      fields.add(call.variant());
      fields.add(Integer.toString(call.attempt()));
      fields.add(call.requestDigest());
      fields.add(call.answer());
      fields.add(call.probabilities());
    }
    return Merkle.leaf(fields.toArray(new String[0]));
  }
}
