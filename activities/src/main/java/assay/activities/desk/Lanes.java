package assay.activities.desk;

import assay.activities.store.Campaigns.Campaign;
import assay.domain.Stage;
import assay.domain.Tier;
import assay.domain.Wire;
import assay.domain.spec.CampaignSpec;
import java.util.Arrays;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Puts opened items into lanes: those that are alike for routing share one.
 *
 * <p>Lanes stay few, whatever the inputs hold: difficulty is rounded to fifths, priorities to at
 * most 32 steps (exact up to as many different ones), and a domain counts only when somebody is
 * specialized in it or the spec requires it.
 */
final class Lanes {
  private static final int STEPS = 32;

  private static final String ROUTED =
      """
      with routed as (
        select p.ix, c.priorities[width_bucket(p.priority, c.priorities)] as priority,
          case when v.ix is null then 0.5
            else (least(4, floor((1000000 - v.confidence) / 200000.0)) + 0.5) / 5 end as difficulty,
          case when :specialists or p.domain in (
              select unnest(specializations) from account where role = 'annotator')
            then coalesce(p.domain, '') else '' end as domain
        from campaign c join pair p on p.campaign = c.id
        left join verdict v on v.campaign = p.campaign and v.ix = p.ix
        where c.id = :campaign and p.ix = any(:pairs))
      """;

  private Lanes() {}

  /**
   * Opens items for these pairs; those that were opened before stay as they are. An answer that an
   * earlier batch had counts as one of a review's.
   */
  static void open(
      Handle h, Campaign campaign, int batch, Stage stage, Tier tier, int wanted, int[] pairs) {
    if (pairs.length == 0) {
      return;
    }
    roundPriorities(h, campaign.id());
    CampaignSpec.Review review = campaign.spec().review();
    List<Integer> opened = Arrays.stream(pairs).boxed().toList();
    boolean specialists = review.specialization() == CampaignSpec.Specialization.REQUIRED;
    h.createUpdate(
            ROUTED
                + """
                insert into lane (campaign, tier, higher, language, specialists, domain, priority,
                  difficulty, places)
                select distinct :campaign, :tier, :higher, :language, :specialists, domain, priority,
                  difficulty, :places
                from routed order by domain, priority, difficulty
                on conflict (campaign, tier, higher, domain, priority, difficulty)
                  do update set places = excluded.places where lane.places < excluded.places
                """)
        .bind("campaign", campaign.id())
        .bindArray("pairs", Integer.class, opened)
        .bind("tier", tier.ordinal())
        .bind("higher", review.higherTiers())
        .bind("language", review.language())
        .bind("specialists", specialists)
        .bind("places", Math.max(wanted, review.maxRedundancy()))
        .execute();
    h.createUpdate(
            ROUTED
                + """
                , told as (
                  select e.pair, count(*) as answers from event e join lease t on t.number = e.lease
                  where e.campaign = :campaign and e.batch = :batch and t.batch <> :batch
                    and :stage = 'review'
                  group by e.pair)
                insert into item (campaign, batch, pair, stage, wanted, done, lane)
                select :campaign, :batch, r.ix, :stage, :wanted, coalesce(told.answers, 0), l.id
                from routed r left join told on told.pair = r.ix join lane l
                  on l.campaign = :campaign and l.tier = :tier and l.higher = :higher
                  and l.domain = r.domain and l.priority = r.priority
                  and l.difficulty = r.difficulty
                order by r.ix
                on conflict (campaign, pair, stage) do nothing
                """)
        .bind("campaign", campaign.id())
        .bindArray("pairs", Integer.class, opened)
        .bind("tier", tier.ordinal())
        .bind("higher", review.higherTiers())
        .bind("specialists", specialists)
        .bind("batch", batch)
        .bind("stage", Wire.name(stage))
        .bind("wanted", wanted)
        .execute();
  }

  /** Once for a campaign: its pairs' different priorities, or as many quantiles of them. */
  private static void roundPriorities(Handle h, int campaign) {
    h.createUpdate(
            """
            update campaign c set priorities = (
              select case when count(distinct p.priority) <= :steps
                then array_agg(distinct p.priority)
                else array(select distinct unnest(percentile_disc(
                    array(select cast(step as double precision) / :steps
                          from generate_series(0, :steps - 1) step))
                  within group (order by p.priority)) as step order by step) end
              from pair p where p.campaign = c.id and p.gold is null)
            where c.id = :campaign and c.priorities is null
            """)
        .bind("steps", STEPS)
        .bind("campaign", campaign)
        .execute();
  }
}
