package assay.workflows;

import io.temporal.activity.ActivityInterface;

/** Phase 1: two responses to every prompt; ready pairs pass through. */
@ActivityInterface
public interface GenerationActivities {
  /**
   * Asks the models for what is still missing and stores it; a stored response is never asked for
   * again.
   */
  TextColumns generate(Chunk chunk);

  /**
   * Hands in, as files, what will be asked of models with a batch lane; what is handed in already
   * is not handed in again.
   *
   * @return questions whose answers may still come
   */
  int submitGenerate(Chunk chunk);
}
