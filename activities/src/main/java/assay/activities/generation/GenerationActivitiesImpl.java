package assay.activities.generation;

import assay.activities.model.ChunkCalls;
import assay.activities.model.ChunkRun;
import assay.activities.store.Campaigns;
import assay.activities.store.Campaigns.Campaign;
import assay.activities.store.Pairs;
import assay.domain.Merkle;
import assay.domain.Pair;
import assay.workflows.Chunk;
import assay.workflows.GenerationActivities;
import assay.workflows.TextColumns;
import java.util.ArrayList;
import java.util.List;

/**
 * Has two responses written to each prompt of a chunk; pairs that came with theirs pass through.
 *
 * <p>A prompt whose calls keep failing, or for which a model writes nothing twice, is dropped.
 */
public final class GenerationActivitiesImpl implements GenerationActivities {
  private final Campaigns campaigns;
  private final Pairs pairs;
  private final ChunkCalls calls;

  public GenerationActivitiesImpl(Campaigns campaigns, Pairs pairs, ChunkCalls calls) {
    this.campaigns = campaigns;
    this.pairs = pairs;
    this.calls = calls;
  }

  @Override
  public TextColumns generate(Chunk chunk) {
    Campaign campaign = campaigns.get(chunk.campaign());
    List<Pair> given = pairs.range(campaign.id(), chunk.first(), chunk.count());
    if (given.stream().allMatch(Pair::complete)) {
      return columns(given);
    }
    write(campaign, given, calls.open(campaign, "generate", chunk));
    return columns(pairs.range(campaign.id(), chunk.first(), chunk.count()));
  }

  @Override
  public int submitGenerate(Chunk chunk) {
    Campaign campaign = campaigns.get(chunk.campaign());
    List<Pair> given = pairs.range(campaign.id(), chunk.first(), chunk.count());
    return calls.submit(campaign, "generate", chunk, run -> write(campaign, given, run));
  }

  private void write(Campaign campaign, List<Pair> given, ChunkRun run) {
    ResponseCalls responses = new ResponseCalls(campaign.spec(), run);
    List<ChunkRun.Task<Responses>> tasks = new ArrayList<>();
    for (Pair pair : given) {
      if (!pair.complete()) {
        tasks.add(
            () -> {
              Responses written = responses.write(pair);
              pairs.setResponses(campaign.id(), pair.index(), written.a(), written.b());
              return written;
            });
      }
    }
    run.all(tasks);
  }

  private static TextColumns columns(List<Pair> pairs) {
    List<byte[]> leaves = new ArrayList<>();
    for (Pair pair : pairs) {
      leaves.add(
          Merkle.leaf(pair.id(), Pairs.write(pair.prompt()), pair.responseA(), pair.responseB()));
    }
    int[] dropped = pairs.stream().filter(p -> !p.complete()).mapToInt(Pair::index).toArray();
    return new TextColumns(Merkle.root(leaves), dropped);
  }
}
