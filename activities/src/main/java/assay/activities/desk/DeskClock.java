package assay.activities.desk;

import assay.activities.store.Campaigns;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/**
 * Ends leases whose time is over, and stands still while no desk is alive; looks for items that
 * nobody may see any more where people have gone.
 *
 * <p>Any number of desks may beat on one database. After a gap in which none did, the leases that
 * were in hand when it began are extended by its length: nobody loses work to a desk that was down.
 */
public final class DeskClock implements AutoCloseable {
  private static final Duration BEAT = Duration.ofSeconds(1);
  private static final Duration SILENCE = Duration.ofSeconds(5);
  private static final int AT_ONCE = 500;

  private final Jdbi jdbi;
  private final Campaigns campaigns;
  private final Handing handing;
  private final Revising revising;
  private final Suspending suspending;
  private final Loop loop;

  public DeskClock(Jdbi jdbi) {
    this.jdbi = jdbi;
    this.campaigns = new Campaigns(jdbi);
    this.handing = new Handing(jdbi, campaigns);
    this.revising = new Revising(jdbi, campaigns);
    this.suspending = new Suspending(jdbi);
    this.loop = new Loop("desk clock", BEAT, this::beat);
  }

  /** Beats once, so that a gap is made good before anybody is served, then each second. */
  public void start() {
    beat();
    loop.start();
  }

  public void beat() {
    extendByGap();
    expired().forEach(handing::lapse);
    jdbi.withHandle(Revising::overdue).forEach(revising::end);
    suspending.voidOutstanding();
    Exhaustion.lookAgain(jdbi, campaigns);
  }

  @Override
  public void close() {
    loop.close();
  }

  private void extendByGap() {
    Transactions.in(
        jdbi,
        h -> {
          h.execute(
              "insert into desk_clock (beat) values (clock_timestamp()) on conflict do nothing");
          h.createQuery("select beat from desk_clock for update").mapToMap().one();
          int extended =
              h.createUpdate(
                      """
                      update lease l
                      set expires_at = l.expires_at + (clock_timestamp() - c.beat)
                      from desk_clock c
                      where clock_timestamp() - c.beat > :silence
                        and l.state = 'active' and l.expires_at > c.beat
                      """)
                  .bind("silence", SILENCE)
                  .execute();
          h.createUpdate(
                  """
                  update lease l set look_until = l.look_until + (clock_timestamp() - c.beat)
                  from desk_clock c
                  where clock_timestamp() - c.beat > :silence and l.look_until > c.beat
                  """)
              .bind("silence", SILENCE)
              .execute();
          h.execute("update desk_clock set beat = clock_timestamp()");
          return extended;
        });
  }

  private List<Long> expired() {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    """
                    select number from lease
                    where state = 'active' and expires_at <= clock_timestamp()
                    order by expires_at limit :limit
                    """)
                .bind("limit", AT_ONCE)
                .mapTo(Long.class)
                .list());
  }
}
