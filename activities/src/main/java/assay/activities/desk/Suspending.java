package assay.activities.desk;

import assay.activities.store.Budget;
import assay.activities.store.CampaignStore;
import assay.activities.store.Campaigns;
import assay.domain.cost.WorstCase;
import assay.domain.spec.CampaignSpec;
import java.math.BigDecimal;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Suspends people and takes them back.
 *
 * <p>A suspended person's judgments in running campaigns count no more: each is voided with an
 * event to its batch, and its item has the place free again unless it was closed. What was voided
 * stays paid, so whoever judges it again costs more than was reserved: where the budget does not
 * allow that, the campaign is paused and the voiding waits for the manager to raise it. A batch at
 * a time is voided in its own transaction; should the process end in between, the desk's clock goes
 * on where it stopped.
 */
public final class Suspending {
  private static final String COUNTED =
      "annotator = :me and campaign = :campaign and batch = :batch and state = 'done' and counted";

  private record Work(int annotator, int campaign, int batch) {}

  private final Jdbi jdbi;
  private final Campaigns campaigns;

  public Suspending(Jdbi jdbi) {
    this.jdbi = jdbi;
    this.campaigns = new Campaigns(jdbi);
  }

  /** The same without words to the person. */
  public void suspend(int annotator) {
    suspend(annotator, "");
  }

  /**
   * Stops the person everywhere and voids their judgments; again changes nothing.
   *
   * @param why what the person is told; may be empty
   */
  public void suspend(int annotator, String why) {
    Transactions.in(
        jdbi,
        h -> {
          if (Locks.account(h, annotator)) {
            h.createUpdate(
                    """
                    update account set active = false, to_void = true,
                      suspended_at = clock_timestamp(), suspended_why = :why
                    where id = :id
                    """)
                .bind("why", why)
                .bind("id", annotator)
                .execute();
            h.createUpdate(
                    "update lease set expires_at = clock_timestamp()"
                        + " where annotator = :id and state = 'active'")
                .bind("id", annotator)
                .execute();
            h.execute(
                "update campaign set fewer_people = fewer_people + 1 where status = 'running'");
          }
          return annotator;
        });
    voidOutstanding();
  }

  /** Lets the person work again, with a fresh start on gold wherever they were paused. */
  public void reinstate(int annotator) {
    voidOutstanding();
    Transactions.in(
        jdbi,
        h -> {
          Locks.account(h, annotator);
          if (waits(h, annotator)) {
            throw DeskRefusal.conflict(
                "What this person said is still to be voided, which waits for the budget of a"
                    + " campaign; raise it first.");
          }
          h.createUpdate("update account set active = true where id = :id")
              .bind("id", annotator)
              .execute();
          return h.createUpdate(
                  """
                  update member set standing = 'active', labels_left = 0, gold_seen = 0,
                    gold_right = 0
                  where annotator = :id and standing <> 'active'
                  """)
              .bind("id", annotator)
              .execute();
        });
  }

  /** Voids what suspended people have left to be voided. */
  void voidOutstanding() {
    List<Integer> people =
        jdbi.withHandle(
            h ->
                h.createQuery("select id from account where to_void order by id")
                    .mapTo(Integer.class)
                    .list());
    for (int person : people) {
      boolean all = true;
      for (Work work : work(person)) {
        all &= Transactions.in(jdbi, h -> voidAll(h, work));
      }
      if (all) {
        jdbi.useHandle(
            h ->
                h.createUpdate("update account set to_void = false where id = :id")
                    .bind("id", person)
                    .execute());
      }
    }
  }

  private static boolean waits(Handle h, int annotator) {
    return h.createQuery("select to_void from account where id = :id")
        .bind("id", annotator)
        .mapTo(Boolean.class)
        .one();
  }

  private List<Work> work(int annotator) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    """
                    select distinct l.campaign, l.batch
                    from lease l join campaign c on c.id = l.campaign
                    where l.annotator = :me and l.state = 'done' and l.counted
                      and c.status = 'running'
                    order by l.campaign, l.batch
                    """)
                .bind("me", annotator)
                .map(
                    (row, context) ->
                        new Work(annotator, row.getInt("campaign"), row.getInt("batch")))
                .list());
  }

  /**
   * @return false when the budget does not allow it yet
   */
  private boolean voidAll(Handle h, Work work) {
    Locks.batch(h, work.campaign, work.batch);
    if (!affords(h, work)) {
      CampaignStore.pause(h, campaigns.get(work.campaign).spec().campaign(), "budget");
      return false;
    }
    List<Long> items =
        query(
            h,
            work,
            """
            select id from item where id in (%s) and stage <> 'gold' order by id for update
            """
                .formatted("select item from lease where " + COUNTED));
    Looking.flush(h, items);
    List<Long> leases =
        query(h, work, "select number from lease where " + COUNTED + " order by number for update");
    h.createUpdate(
            """
            insert into event (campaign, batch, kind, pair, stage, member, lease, reopened)
            select l.campaign, l.batch, 'voided', l.pair, l.stage, l.member, l.number,
              i.open and l.stage <> 'gold'
            from lease l join item i on i.id = l.item
            where l.number = any(:leases) order by l.number
            """)
        .bindArray("leases", Long.class, leases)
        .execute();
    h.createUpdate("update lease set counted = false, why = 'voided' where number = any(:leases)")
        .bindArray("leases", Long.class, leases)
        .execute();
    h.createUpdate(
            """
            update item i set done = i.done - gone.labels, moved = pg_current_xact_id()
            from (select item, count(*) as labels from lease where number = any(:leases)
                  group by item) gone
            where i.id = gone.item and i.stage <> 'gold'
            """)
        .bindArray("leases", Long.class, leases)
        .execute();
    Exhaustion.ofItems(h, campaigns.get(work.campaign).spec(), items);
    return true;
  }

  private boolean affords(Handle h, Work work) {
    CampaignSpec spec = campaigns.get(work.campaign).spec();
    record Again(BigDecimal usd, long labels) {}
    Again again =
        h.createQuery(
                """
                select count(*), coalesce(sum(coalesce(
                  round(l.hourly_usd * :seconds / 3600, 6), l.pay_usd)), 0)
                from lease l join item i on i.id = l.item
                where l.annotator = :me and l.campaign = :campaign and l.batch = :batch
                  and l.state = 'done' and l.counted and i.open and i.stage <> 'gold'
                """)
            .bind("me", work.annotator)
            .bind("campaign", work.campaign)
            .bind("batch", work.batch)
            .bind("seconds", BigDecimal.valueOf(spec.review().maxSeconds()))
            .map((row, context) -> new Again(row.getBigDecimal(2), row.getLong(1)))
            .one();
    BigDecimal most = again.usd.add(WorstCase.bonuses(spec, again.labels));
    return most.signum() == 0 || Budget.extend(h, work.campaign, Budget.people(work.batch), most);
  }

  private static List<Long> query(Handle h, Work work, String sql) {
    return h.createQuery(sql)
        .bind("me", work.annotator)
        .bind("campaign", work.campaign)
        .bind("batch", work.batch)
        .mapTo(Long.class)
        .list();
  }
}
