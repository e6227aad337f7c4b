package assay.activities.desk;

import assay.activities.store.Campaigns;
import assay.activities.store.Campaigns.Campaign;
import assay.domain.Stage;
import assay.domain.Wire;
import assay.domain.spec.CampaignSpec;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Finds items for which nobody is left, marks them once, and says so.
 *
 * <p>An item that nobody may see at all is not exhausted: it waits for people. An exhausted item is
 * closed, except for experts' items that the spec lets wait. While an expert looks once more at an
 * item, its batch has yet to hear their label, and nothing is said of it.
 */
final class Exhaustion {
  private record Batch(int campaign, int number, int fewerPeople) {}

  private Exhaustion() {}

  /**
   * Looks at these items; the caller has locked them. Each is over with the first person who is
   * left: joined instead, everybody would be put beside every lane.
   */
  static void ofItems(Handle h, CampaignSpec spec, List<Long> items) {
    if (items.isEmpty()) {
      return;
    }
    h.createUpdate(
            """
            with gone as (
              update item i set exhausted = true, open = i.stage = 'expert' and :waits
              where i.id = any(:items) and i.open and not i.exhausted and i.done < i.wanted
                and (i.stage <> 'expert' or not exists (
                  select 1 from lease l
                  where l.campaign = i.campaign and l.pair = i.pair and l.state = 'done'
                    and l.look_until is not null))
                and (select 1 from may_see w where w.lane = i.lane limit 1) is not null
                and (
                  select 1 from may_see w where w.lane = i.lane and not exists (
                    select 1 from seat s
                    where s.campaign = i.campaign and s.pair = i.pair
                      and s.annotator = w.annotator and s.state in ('judged', 'skipped'))
                  limit 1) is null
              returning i.campaign, i.batch, i.pair, i.stage)
            insert into event (campaign, batch, kind, pair, stage)
            select campaign, batch, 'exhausted', pair, stage from gone order by pair
            """)
        .bind("waits", spec.escalation().fallback() == CampaignSpec.Fallback.WAIT)
        .bindArray("items", Long.class, items)
        .execute();
  }

  /** Looks at all open items of a batch in these stages; the caller holds the batch. */
  static void ofBatch(Handle h, Campaign campaign, int batch, List<Stage> stages) {
    List<Long> open =
        h.createQuery(
                """
                select id from item
                where campaign = :campaign and batch = :batch and open and not exhausted
                  and done < wanted and stage = any(:stages)
                order by id for update
                """)
            .bind("campaign", campaign.id())
            .bind("batch", batch)
            .bindArray("stages", String.class, stages.stream().map(Wire::name).toList())
            .mapTo(Long.class)
            .list();
    ofItems(h, campaign.spec(), open);
  }

  /** Somebody may see no more of this campaign: its batches are looked at soon. */
  static void fewerPeople(Handle h, int campaign) {
    h.createUpdate("update campaign set fewer_people = fewer_people + 1 where id = :campaign")
        .bind("campaign", campaign)
        .execute();
  }

  /** Looks at the batches of campaigns that have lost people since, each in its own transaction. */
  static void lookAgain(Jdbi jdbi, Campaigns campaigns) {
    List<Batch> batches =
        jdbi.withHandle(
            h ->
                h.createQuery(
                        """
                        select b.campaign, b.number, c.fewer_people
                        from campaign c join batch b on b.campaign = c.id
                        where c.status = 'running' and not b.closed
                          and b.fewer_people < c.fewer_people
                        order by b.campaign, b.number
                        """)
                    .map(
                        (row, context) ->
                            new Batch(
                                row.getInt("campaign"),
                                row.getInt("number"),
                                row.getInt("fewer_people")))
                    .list());
    for (Batch batch : batches) {
      Transactions.in(
          jdbi,
          h -> {
            Locks.batch(h, batch.campaign, batch.number);
            ofBatch(
                h,
                campaigns.get(batch.campaign),
                batch.number,
                List.of(Stage.REVIEW, Stage.SPOT_CHECK, Stage.EXPERT));
            return h.createUpdate(
                    "update batch set fewer_people = :looked"
                        + " where campaign = :campaign and number = :batch")
                .bind("looked", batch.fewerPeople)
                .bind("campaign", batch.campaign)
                .bind("batch", batch.number)
                .execute();
          });
    }
  }
}
