package assay.workflows;

import io.temporal.activity.ActivityInterface;
import java.util.Map;

/** Phase 3: people, through the review desk. */
@ActivityInterface(namePrefix = "Review")
public interface ReviewActivities {

  /**
   * Which pairs people are to see.
   *
   * @param review pairs for full review, ascending
   * @param spotChecks pairs for one blind check, ascending
   */
  record Order(String campaign, int batch, int[] review, int[] spotChecks) {}

  /**
   * When a batch was opened, in milliseconds since 1970; the first opening stands, also for a run
   * that begins again.
   *
   * @param pausedMillis length of the campaign's finished pauses at that time
   */
  record Opened(long at, long pausedMillis) {}

  /**
   * A batch is closed: nothing more is leased.
   *
   * @param lastSeq number of the last event that can count
   * @param inHand leases that people still hold
   */
  record Closed(int lastSeq, int inHand) {}

  Opened open(Order order);

  /** Asks for the events after {@code after}, from now on, as signals to this run. */
  void subscribe(String campaign, int batch, String workflow, String run, int after);

  /** More places for items on which people do not agree yet: pair to places wanted in all. */
  void wanted(String campaign, int batch, Map<Integer, Integer> wanted);

  /** The batch waits for people longer than the spec likes; said once, on the manager's status. */
  void remind(String campaign, int batch, int waiting);

  /** Ends review of what is still open, before the deadline's decision. */
  Closed closeReview(String campaign, int batch);

  /** Closes everything in the batch. */
  Closed close(String campaign, int batch);
}
