package assay.activities.desk;

import assay.activities.store.Campaigns.Campaign;
import assay.domain.Stage;
import assay.domain.spec.CampaignSpec;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What this desk gave each person last: a guess at what their next request is about.
 *
 * <p>A request that knows what it is about mostly needs one statement, where one that has to look
 * needs two and a transaction around them. Statements check every guess, so a wrong one costs time
 * and nothing else; another desk, or this one after a start, knows nothing and looks.
 */
final class Recent {
  /** Beyond it all are forgotten, which costs each person one look. */
  private static final int MOST = 10_000;

  /**
   * A real item's lease when it was handed out.
   *
   * @param member the person's number in the campaign
   * @param gold how the person had answered gold there
   * @param hourlyUsd pay of an hour, where it is paid by the hour
   */
  record Given(
      long number,
      long item,
      int campaign,
      int pair,
      Stage stage,
      boolean swapped,
      int member,
      Members.Gold gold,
      @Nullable BigDecimal hourlyUsd,
      Instant at) {

    long tenthsUntil(Instant now) {
      return Math.max(0, Math.round(Duration.between(at, now).toMillis() / 100.0));
    }
  }

  private final ConcurrentHashMap<Integer, Given> given = new ConcurrentHashMap<>();
  private volatile boolean hides;

  Optional<Given> to(int annotator) {
    return Optional.ofNullable(given.get(annotator));
  }

  void put(int annotator, Given lease) {
    if (given.size() >= MOST) {
      given.clear();
    }
    given.put(annotator, lease);
  }

  /** The desk has to do with a campaign that shows other items in place of real ones. */
  void hides(Campaign campaign) {
    CampaignSpec spec = campaign.spec();
    if ((campaign.gold() > 0 && spec.review().goldFraction() > 0)
        || spec.quality().repeatFraction() > 0) {
      hides = true;
    }
  }

  boolean hides() {
    return hides;
  }

  /** Nothing is known of a person until they are given something again. */
  void forget(int annotator) {
    given.remove(annotator);
  }
}
