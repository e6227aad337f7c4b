package assay.activities.desk;

import assay.domain.Stage;
import java.time.Duration;
import org.jdbi.v3.core.Handle;

/** Who was shown which pair; the desk's memory that nobody judges one twice. */
final class Seats {
  static final String LEASED = "leased";
  static final String JUDGED = "judged";
  static final String SKIPPED = "skipped";

  private Seats() {}

  /** A repeated item leaves the seat as its first judgment did. */
  static void set(Handle h, LeaseRow lease, String state) {
    if (lease.stage() == Stage.REPEAT) {
      return;
    }
    set(h, lease.campaign(), lease.pair(), lease.annotator(), state);
  }

  static void set(Handle h, int campaign, int pair, int annotator, String state) {
    h.createUpdate(
            """
            insert into seat (campaign, pair, annotator, state)
            values (:campaign, :pair, :annotator, :state)
            on conflict (campaign, pair, annotator) do update set state = :state, last_until = null
            """)
        .bind("campaign", campaign)
        .bind("pair", pair)
        .bind("annotator", annotator)
        .bind("state", state)
        .execute();
  }

  /** The pair may come again, for one lease length after all others. */
  static void lapsed(Handle h, LeaseRow lease, Duration leaseLength) {
    if (lease.stage() == Stage.REPEAT) {
      return;
    }
    h.createUpdate(
            """
            update seat set state = 'lapsed', last_until = clock_timestamp() + :length
            where campaign = :campaign and pair = :pair and annotator = :annotator
            """)
        .bind("length", leaseLength)
        .bind("campaign", lease.campaign())
        .bind("pair", lease.pair())
        .bind("annotator", lease.annotator())
        .execute();
  }

  /** As if the pair had never been shown. */
  static void forget(Handle h, LeaseRow lease) {
    if (lease.stage() == Stage.REPEAT) {
      return;
    }
    h.createUpdate(
            "delete from seat where campaign = :campaign and pair = :pair"
                + " and annotator = :annotator")
        .bind("campaign", lease.campaign())
        .bind("pair", lease.pair())
        .bind("annotator", lease.annotator())
        .execute();
  }
}
