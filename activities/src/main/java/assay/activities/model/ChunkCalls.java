package assay.activities.model;

import assay.activities.store.Campaigns.Campaign;
import assay.activities.store.ModelCalls;
import assay.workflows.Chunk;
import io.temporal.activity.Activity;

/** Opens what the phases that ask models share: stored answers, limits, heartbeats, giving up. */
public final class ChunkCalls {
  private final ChatClient client;
  private final ModelCalls store;

  public ChunkCalls(ChatClient client, ModelCalls store) {
    this.client = client;
    this.store = store;
  }

  /**
   * Loads what is already answered for a chunk; called on the activity's thread.
   *
   * @param purpose {@code generate} or {@code judge}
   */
  public ChunkRun open(Campaign campaign, String purpose, Chunk chunk) {
    return new ChunkRun(
        client,
        client.scores(),
        store,
        Activity.getExecutionContext(),
        campaign.id(),
        purpose,
        store.load(campaign.id(), purpose, chunk.first(), chunk.count()));
  }
}
