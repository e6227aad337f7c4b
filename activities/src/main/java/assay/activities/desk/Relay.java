package assay.activities.desk;

import assay.activities.store.Campaigns;
import assay.activities.store.Campaigns.Campaign;
import assay.domain.DeskEvent;
import assay.workflows.Lot;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Numbers the committed events of each batch and sends them, in lots, to the run that subscribed.
 *
 * <p>A lot goes out when a hundred events wait, the oldest has waited for the spec's {@code
 * linger}, or nothing more can come. Any number of relays may run; one at a time has a batch. What
 * was sent is only a cache: a lot sent twice is trimmed by its receiver, a lost one asked for
 * again.
 */
public final class Relay implements AutoCloseable {
  static final int LOT = 100;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
  private static final Logger LOG = LoggerFactory.getLogger(Relay.class);

  private record Batch(int campaign, int number) {}

  private record Subscription(String workflow, String run, int sent) {}

  private final Jdbi jdbi;
  private final Campaigns campaigns;
  private final Subscriber subscriber;
  private final Loop loop;

  public Relay(Jdbi jdbi, Subscriber subscriber) {
    this.jdbi = jdbi;
    this.campaigns = new Campaigns(jdbi);
    this.subscriber = subscriber;
    this.loop = new Loop("relay", BETWEEN_LOOKS, this::once);
  }

  /** Looks for due lots from now on, until closed. */
  public void start() {
    loop.start();
  }

  /** Sends what is due now. */
  public void once() {
    for (Batch batch : due()) {
      try (Handle claim = jdbi.open()) {
        claim.begin();
        if (claim(claim, batch)) {
          send(batch);
        }
        claim.rollback();
      } catch (Subscriber.Gone gone) {
        LOG.debug("{}", gone.getMessage());
      } catch (RuntimeException e) {
        LOG.warn("events of batch {} wait: {}", batch.number, e.toString());
      }
    }
  }

  @Override
  public void close() {
    loop.close();
  }

  private List<Batch> due() {
    return jdbi.withHandle(Waiting::all).stream()
        .filter(waiting -> due(waiting) > 0)
        .map(waiting -> new Batch(waiting.campaign(), waiting.batch()))
        .toList();
  }

  /** How many events of a batch are to go out now: all, or as many as fill lots. */
  private int due(Waiting waiting) {
    long linger = campaigns.get(waiting.campaign()).spec().review().linger().toMillis();
    boolean all = !waiting.more() || waiting.oldestMillis() >= linger;
    return all ? waiting.events() : waiting.events() / LOT * LOT;
  }

  /** Not the batch's row: sending may take long, and labels must not wait for it. */
  private static boolean claim(Handle h, Batch batch) {
    return h.createQuery("select pg_try_advisory_xact_lock(:campaign, :batch)")
        .bind("campaign", batch.campaign)
        .bind("batch", batch.number)
        .mapTo(Boolean.class)
        .one();
  }

  private void send(Batch batch) throws Subscriber.Gone {
    Campaign campaign = campaigns.get(batch.campaign);
    int due = due(jdbi.withHandle(h -> Waiting.of(h, batch.campaign, batch.number)));
    if (due == 0) {
      return;
    }
    number(batch);
    while (due > 0) {
      Optional<Subscription> subscription = subscription(batch);
      if (subscription.isEmpty()) {
        return;
      }
      List<DeskEvent> events = read(batch, subscription.get().sent, Math.min(due, LOT), campaign);
      if (events.isEmpty()) {
        return;
      }
      send(
          batch,
          subscription.get(),
          Lot.of(subscription.get().sent, events, campaign.guidelinesDigest()));
      due -= events.size();
    }
  }

  private void number(Batch batch) {
    Transactions.in(
        jdbi,
        h -> {
          Locks.batch(h, batch.campaign, batch.number);
          return Events.number(h, batch.campaign, batch.number);
        });
  }

  private void send(Batch batch, Subscription subscription, Lot lot) throws Subscriber.Gone {
    try {
      subscriber.send(subscription.workflow, subscription.run, lot);
      change(batch, subscription, "sent_seq = " + lot.last());
    } catch (Subscriber.Gone gone) {
      change(batch, subscription, "workflow = null, run = null");
      throw gone;
    }
  }

  /** Only while the subscription is the one that was read: a new one begins where it says. */
  private void change(Batch batch, Subscription subscription, String what) {
    jdbi.useHandle(
        h ->
            h.createUpdate(
                    "update batch set "
                        + what
                        + " where campaign = :campaign and number = :batch and run = :run"
                        + " and sent_seq = :sent")
                .bind("campaign", batch.campaign)
                .bind("batch", batch.number)
                .bind("run", subscription.run)
                .bind("sent", subscription.sent)
                .execute());
  }

  private Optional<Subscription> subscription(Batch batch) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "select workflow, run, sent_seq from batch"
                        + " where campaign = :campaign and number = :batch and run is not null")
                .bind("campaign", batch.campaign)
                .bind("batch", batch.number)
                .map(
                    (row, context) ->
                        new Subscription(
                            row.getString("workflow"),
                            row.getString("run"),
                            row.getInt("sent_seq")))
                .findOne());
  }

  private List<DeskEvent> read(Batch batch, int after, int limit, Campaign campaign) {
    return jdbi.withHandle(
        h ->
            NumberedEvents.after(
                h, batch.campaign, batch.number, after, limit, campaign.spec().task()));
  }
}
