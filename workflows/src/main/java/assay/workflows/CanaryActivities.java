package assay.workflows;

import io.temporal.activity.ActivityInterface;
import org.jspecify.annotations.Nullable;

/** Before batches: whether the judges are still the models that they were. */
@ActivityInterface(namePrefix = "Canary")
public interface CanaryActivities {

  /**
   * @param afforded false when the budget does not allow it; nothing was asked then
   * @param changed whether some judge answered as another model would
   * @param steering what is wanted after such a change: the campaign was paused with it; else null
   */
  record Looked(boolean afforded, boolean changed, @Nullable Steering steering) {}

  /**
   * Puts the canary's questions to every judge and stores what they answer; a look that is stored
   * under its number stays, and an answered call is never paid for again.
   *
   * @param look number from 1
   * @param before the batch that waits for it
   */
  Looked look(String campaign, int look, int before);

  /**
   * Reserves what it can cost to judge pairs again, then sets the earlier verdicts aside: of all
   * pairs of a finished batch that the judges had decided alone.
   *
   * @param batch that judges them again
   * @param of the batch that had decided them
   * @param look that found the change
   * @return false when the budget does not allow it; nothing is set aside then
   */
  boolean setAside(Chunk batch, int of, int look);
}
