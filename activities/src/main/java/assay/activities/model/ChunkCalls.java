package assay.activities.model;

import assay.activities.store.Campaigns.Campaign;
import assay.activities.store.ModelCalls;
import assay.workflows.Chunk;
import io.temporal.activity.Activity;
import java.util.function.Consumer;

/** Opens what the phases that ask models share: stored answers, limits, heartbeats, giving up. */
public final class ChunkCalls {
  private final ChatClient client;
  private final ModelCalls store;
  private final ModelFiles files;

  public ChunkCalls(ChatClient client, ModelCalls store, ModelFiles files) {
    this.client = client;
    this.store = store;
    this.files = files;
  }

  /**
   * Loads what is already answered for a chunk; called on the activity's thread.
   *
   * @param purpose {@code generate}, {@code judge} or a canary's, such as {@code canary/2/1}
   */
  public ChunkRun open(Campaign campaign, String purpose, Chunk chunk) {
    return run(
        campaign,
        purpose,
        chunk,
        new CallLane(client, model -> files.answers(campaign, purpose, chunk.first(), model)));
  }

  /**
   * Hands in, as files, what the work asks first of models with a batch lane. The work is done for
   * its questions only: none is answered, and what it concludes is to be thrown away.
   *
   * @return questions whose answers may still come
   */
  public int submit(Campaign campaign, String purpose, Chunk chunk, Consumer<ChunkRun> work) {
    CollectLane collected = new CollectLane();
    work.accept(run(campaign, purpose, chunk, collected));
    return files.submit(campaign, purpose, chunk, collected.questions());
  }

  private ChunkRun run(Campaign campaign, String purpose, Chunk chunk, Lane lane) {
    return new ChunkRun(
        lane,
        store,
        Activity.getExecutionContext(),
        campaign.id(),
        purpose,
        store.load(campaign.id(), purpose, chunk.first(), chunk.count()));
  }
}
