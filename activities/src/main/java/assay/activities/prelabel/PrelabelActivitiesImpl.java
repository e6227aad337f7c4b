package assay.activities.prelabel;

import assay.activities.model.ChunkCalls;
import assay.activities.model.ChunkRun;
import assay.activities.store.Campaigns;
import assay.activities.store.Campaigns.Campaign;
import assay.activities.store.Hearings;
import assay.activities.store.ModelCall;
import assay.activities.store.Pairs;
import assay.activities.store.Verdicts;
import assay.domain.Merkle;
import assay.domain.Pair;
import assay.domain.Verdict;
import assay.domain.judge.Hearing;
import assay.domain.policy.Route;
import assay.domain.spec.CampaignSpec;
import assay.workflows.Chunk;
import assay.workflows.PrelabelActivities;
import assay.workflows.VerdictColumns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;
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
  private final Hearings hearings;
  private final Verdicts verdicts;
  private final ChunkCalls calls;

  public PrelabelActivitiesImpl(Jdbi jdbi, Campaigns campaigns, ChunkCalls calls) {
    this.campaigns = campaigns;
    this.pairs = new Pairs(jdbi);
    this.hearings = new Hearings(jdbi);
    this.verdicts = new Verdicts(jdbi);
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
      CampaignSpec spec = campaign.spec();
      String judge = spec.prelabel().judges().getFirst();
      SortedMap<Integer, Hearing> heard = new JudgeHearings(spec, judge, run).of(open);
      hearings.keep(campaign.id(), judge, heard);
      verdicts.keep(campaign.id(), verdictsOf(heard));
      known.putAll(verdicts.load(campaign.id(), chunk.first(), chunk.count()));
    }
    return columns(campaign.spec(), run, asked, known);
  }

  private static SortedMap<Integer, Verdict> verdictsOf(SortedMap<Integer, Hearing> heard) {
    SortedMap<Integer, Verdict> verdicts = new TreeMap<>();
    heard.forEach((index, hearing) -> verdicts.put(index, hearing.verdict()));
    return verdicts;
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
