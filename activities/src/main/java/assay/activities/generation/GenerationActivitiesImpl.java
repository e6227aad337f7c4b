package assay.activities.generation;

import assay.activities.model.CallFailed;
import assay.activities.model.ChunkCalls;
import assay.activities.model.ChunkRun;
import assay.activities.store.Campaigns;
import assay.activities.store.Campaigns.Campaign;
import assay.activities.store.GeneratedPair;
import assay.activities.store.GeneratedPair.Check;
import assay.activities.store.GeneratedPair.Side;
import assay.activities.store.GeneratedPair.Sides;
import assay.activities.store.GeneratedPairs;
import assay.activities.store.Pairs;
import assay.domain.Merkle;
import assay.domain.Pair;
import assay.domain.Wire;
import assay.domain.generation.ResponsePlan;
import assay.domain.spec.CampaignSpec;
import assay.workflows.Chunk;
import assay.workflows.GenerationActivities;
import assay.workflows.TextColumns;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Has two responses written to each prompt of a chunk; pairs that came with theirs pass through.
 *
 * <p>Two that are not worth comparing are generated anew as often as the spec allows, then the
 * prompt is dropped and counted. A prompt whose calls keep failing is dropped too.
 */
public final class GenerationActivitiesImpl implements GenerationActivities {
  private final Campaigns campaigns;
  private final Pairs pairs;
  private final GeneratedPairs generated;
  private final ChunkCalls calls;

  public GenerationActivitiesImpl(Jdbi jdbi, Campaigns campaigns, ChunkCalls calls) {
    this.campaigns = campaigns;
    this.pairs = new Pairs(jdbi);
    this.generated = new GeneratedPairs(jdbi);
    this.calls = calls;
  }

  @Override
  public TextColumns generate(Chunk chunk) {
    Campaign campaign = campaigns.get(chunk.campaign());
    List<Pair> given = pairs.range(campaign.id(), chunk.first(), chunk.count());
    boolean writes = campaign.spec().input().prompts() != null;
    if (!writes || given.stream().allMatch(Pair::complete)) {
      return columns(given, writes);
    }
    write(campaign, given, calls.open(campaign, "generate", chunk));
    return columns(pairs.range(campaign.id(), chunk.first(), chunk.count()), writes);
  }

  @Override
  public int submitGenerate(Chunk chunk) {
    Campaign campaign = campaigns.get(chunk.campaign());
    List<Pair> given = pairs.range(campaign.id(), chunk.first(), chunk.count());
    return calls.submit(campaign, "generate", chunk, run -> write(campaign, given, run));
  }

  private void write(Campaign campaign, List<Pair> given, ChunkRun run) {
    Rounds rounds = Rounds.of(campaign.spec(), run);
    List<ChunkRun.Task<GeneratedPair>> tasks = new ArrayList<>();
    for (Pair pair : given) {
      if (!pair.complete()) {
        tasks.add(
            () -> {
              GeneratedPair made = generate(campaign.spec(), rounds, pair);
              generated.keep(campaign.id(), pair.index(), made);
              return made;
            });
      }
    }
    run.all(tasks);
  }

  private static GeneratedPair generate(CampaignSpec spec, Rounds rounds, Pair pair)
      throws CallFailed, InterruptedException {
    ResponsePlan plan = ResponsePlan.of(spec, pair.index(), pair.id());
    List<Check> checks = new ArrayList<>();
    Round.Without before = null;
    for (int round = 1; ; round++) {
      switch (rounds.next(pair, plan, round, before)) {
        case Round.Found found -> {
          return new GeneratedPair(sides(spec, plan, found), checks);
        }
        case Round.Without without -> {
          before = without;
          boolean last = round > spec.generation().regenerate();
          checks.add(new Check(round, without.lack(), last));
          if (last) {
            return new GeneratedPair(null, checks);
          }
        }
      }
    }
  }

  private static Sides sides(CampaignSpec spec, ResponsePlan plan, Round.Found two) {
    Side first = new Side(two.first().call(), two.first().score());
    Side second = new Side(two.second().call(), two.second().score());
    return new Sides(
        Wire.name(spec.generation().strategy()),
        two.n(),
        plan.firstIsA() ? first : second,
        plan.firstIsA() ? second : first);
  }

  private static TextColumns columns(List<Pair> pairs, boolean written) {
    List<byte[]> leaves = new ArrayList<>();
    for (Pair pair : pairs) {
      List<@Nullable String> fields =
          new ArrayList<>(List.of(pair.id(), Pairs.write(pair.prompt())));
      fields.addAll(pair.responses());
      if (written && !pair.complete()) {
        fields.add(null);
        fields.add(null);
      }
      leaves.add(Merkle.leaf(fields.toArray(new @Nullable String[0])));
    }
    int[] dropped =
        pairs.stream().filter(p -> written && !p.complete()).mapToInt(Pair::index).toArray();
    return new TextColumns(Merkle.root(leaves), dropped);
  }
}
