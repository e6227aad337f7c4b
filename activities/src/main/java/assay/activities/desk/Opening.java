package assay.activities.desk;

import assay.activities.store.Campaigns;
import assay.activities.store.Campaigns.Campaign;
import assay.domain.Stage;
import assay.domain.Tier;
import assay.domain.Wire;
import assay.domain.spec.CampaignSpec;
import assay.workflows.ReviewActivities.Closed;
import assay.workflows.ReviewActivities.Opened;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * What a batch's workflow asks of the desk: open items, raise places, close.
 *
 * <p>Every call may be repeated: items are opened once, never open again once closed, and the first
 * opening time stands. All hold the batch, so that no label that counts comes after the number a
 * closing has returned.
 */
public final class Opening {
  private static final List<Stage> REVIEW = List.of(Stage.REVIEW, Stage.SPOT_CHECK);
  private static final List<Stage> EXPERTS = List.of(Stage.EXPERT);
  private static final List<Stage> ALL = List.of(Stage.REVIEW, Stage.SPOT_CHECK, Stage.EXPERT);

  private final Jdbi jdbi;
  private final Campaigns campaigns;

  public Opening(Jdbi jdbi) {
    this.jdbi = jdbi;
    this.campaigns = new Campaigns(jdbi);
  }

  /** Opens pairs for people, and the campaign's gold with them. */
  public Opened openReview(String name, int batch, int[] review, int[] spotChecks) {
    Campaign campaign = campaigns.get(name);
    CampaignSpec spec = campaign.spec();
    return Transactions.in(
        jdbi,
        h -> {
          Locks.batch(h, campaign.id(), batch);
          openGold(h, campaign.id());
          Tier tier = spec.review().tier();
          Lanes.open(h, campaign, batch, Stage.REVIEW, tier, spec.review().redundancy(), review);
          Lanes.open(h, campaign, batch, Stage.SPOT_CHECK, tier, 1, spotChecks);
          Exhaustion.ofBatch(h, campaign, batch, REVIEW);
          return opened(h, campaign.id(), batch, "review");
        });
  }

  /** Ends review of these pairs and asks the experts instead. */
  public void escalate(String name, int batch, int[] pairs) {
    Campaign campaign = campaigns.get(name);
    CampaignSpec.Escalation escalation = campaign.spec().escalation();
    Transactions.in(
        jdbi,
        h -> {
          Locks.batch(h, campaign.id(), batch);
          closeItems(h, campaign.id(), batch, REVIEW, pairs);
          int places = escalation.redundancy();
          Lanes.open(h, campaign, batch, Stage.EXPERT, escalation.tier(), places, pairs);
          Exhaustion.ofBatch(h, campaign, batch, EXPERTS);
          return batch;
        });
  }

  /** Starts the experts' clock. */
  public Opened openExperts(String name, int batch) {
    int campaign = campaigns.get(name).id();
    return Transactions.in(
        jdbi,
        h -> {
          Locks.batch(h, campaign, batch);
          return opened(h, campaign, batch, "experts");
        });
  }

  /** Raises places of review items; they are never lowered. */
  public void wanted(String name, int batch, Map<Integer, Integer> wanted) {
    Campaign campaign = campaigns.get(name);
    Transactions.in(
        jdbi,
        h -> {
          Locks.batch(h, campaign.id(), batch);
          wanted.entrySet().stream()
              .sorted(Map.Entry.comparingByKey())
              .forEach(
                  entry ->
                      h.createUpdate(
                              """
                              update item set wanted = :wanted, moved = pg_current_xact_id()
                              where campaign = :campaign and pair = :pair and stage = 'review'
                                and batch = :batch and open and wanted < :wanted
                              """)
                          .bind("wanted", entry.getValue())
                          .bind("campaign", campaign.id())
                          .bind("pair", entry.getKey())
                          .bind("batch", batch)
                          .execute());
          Exhaustion.ofBatch(h, campaign, batch, REVIEW);
          return batch;
        });
  }

  public Closed closeReview(String name, int batch) {
    return close(name, batch, REVIEW);
  }

  public Closed closeExperts(String name, int batch) {
    return close(name, batch, EXPERTS);
  }

  /** Closes everything; when no lease is in hand the batch hears so at once. */
  public Closed closeAll(String name, int batch) {
    return close(name, batch, ALL);
  }

  /** Says once that people are waited for longer than the spec likes. */
  public void remind(String name, int batch) {
    int campaign = campaigns.get(name).id();
    jdbi.useHandle(
        h ->
            h.createUpdate(
                    "update batch set reminded_at = coalesce(reminded_at, clock_timestamp())"
                        + " where campaign = :campaign and number = :batch")
                .bind("campaign", campaign)
                .bind("batch", batch)
                .execute());
  }

  /** Sends the events after {@code after} to this run from now on. */
  public void subscribe(String name, int batch, String workflow, String run, int after) {
    int campaign = campaigns.get(name).id();
    jdbi.useHandle(
        h ->
            h.createUpdate(
                    "update batch set workflow = :workflow, run = :run, sent_seq = :after"
                        + " where campaign = :campaign and number = :batch")
                .bind("workflow", workflow)
                .bind("run", run)
                .bind("after", after)
                .bind("campaign", campaign)
                .bind("batch", batch)
                .execute());
  }

  private Closed close(String name, int batch, List<Stage> stages) {
    int campaign = campaigns.get(name).id();
    return Transactions.in(
        jdbi,
        h -> {
          Locks.batch(h, campaign, batch);
          closeItems(h, campaign, batch, stages, null);
          if (stages.equals(ALL)) {
            h.createUpdate(
                    "update batch set closed = true where campaign = :campaign and number = :batch")
                .bind("campaign", campaign)
                .bind("batch", batch)
                .execute();
            Events.drainedIfEmpty(h, campaign, batch);
          }
          int inHand = inHand(h, campaign, batch, stages);
          return new Closed(Events.number(h, campaign, batch), inHand);
        });
  }

  /** Waits for every submit under way on these items; what follows finds them closed. */
  private static void closeItems(
      Handle h,
      int campaign,
      int batch,
      List<Stage> stages,
      int @org.jspecify.annotations.Nullable [] pairs) {
    List<Long> open =
        h.createQuery(
                """
                select id from item
                where campaign = :campaign and batch = :batch and open and stage = any(:stages)
                  and (:all or pair = any(:pairs))
                order by id for update
                """)
            .bind("campaign", campaign)
            .bind("batch", batch)
            .bindArray("stages", String.class, names(stages))
            .bind("all", pairs == null)
            .bindArray("pairs", Integer.class, pairs == null ? List.of() : boxed(pairs))
            .mapTo(Long.class)
            .list();
    h.createUpdate("update item set open = false where id = any(:items)")
        .bindArray("items", Long.class, open)
        .execute();
  }

  /** Gold shown in place of an item is in hand with its batch; it ends with the whole batch. */
  private static int inHand(Handle h, int campaign, int batch, List<Stage> stages) {
    return h.createQuery(
            """
            select count(*) from lease
            where campaign = :campaign and batch = :batch and state = 'active'
              and (stage = any(:stages) or :all)
            """)
        .bind("campaign", campaign)
        .bind("batch", batch)
        .bindArray("stages", String.class, names(stages))
        .bind("all", stages.equals(ALL))
        .mapTo(Integer.class)
        .one();
  }

  /** Gold has no places of its own: it is shown in place of others. */
  private static void openGold(Handle h, int campaign) {
    h.createUpdate(
            """
            insert into item (campaign, pair, stage, wanted, open)
            select campaign, ix, 'gold', 0, not exists (
              select 1 from gold g
              where g.retired_at is not null and pair.id in (g.id, 'gold/' || g.id))
            from pair
            where campaign = :campaign and gold is not null
              and not exists (select 1 from item where campaign = :campaign and stage = 'gold')
            order by ix
            on conflict (campaign, pair, stage) do nothing
            """)
        .bind("campaign", campaign)
        .execute();
  }

  private static Opened opened(Handle h, int campaign, int batch, String what) {
    return h.createQuery(
            """
            update batch b set
              %1$s_paused = case when b.%1$s_opened is null then c.paused_ms else b.%1$s_paused end,
              %1$s_opened = coalesce(b.%1$s_opened, clock_timestamp())
            from campaign c
            where b.campaign = :campaign and b.number = :batch and c.id = b.campaign
            returning cast(extract(epoch from b.%1$s_opened) * 1000 as bigint) as at,
                      b.%1$s_paused as paused
            """
                .formatted(what))
        .bind("campaign", campaign)
        .bind("batch", batch)
        .map((row, context) -> new Opened(row.getLong("at"), row.getLong("paused")))
        .one();
  }

  private static List<String> names(List<Stage> stages) {
    return stages.stream().map(Wire::name).toList();
  }

  private static List<Integer> boxed(int[] values) {
    return Arrays.stream(values).boxed().toList();
  }
}
