package assay.activities.store;

import static org.assertj.core.api.Assertions.assertThat;

import assay.activities.desk.TestCampaign;
import org.junit.jupiter.api.Test;

class EvidenceTest {
  private static final int JUDGMENTS = 2_000;

  /** Also while the planner has never counted the rows, as in a campaign's first minutes. */
  @Test
  void eachEventOfABatchIsReadAFewTimesAtMost() {
    try (TestCampaign campaign = TestCampaign.of(20, 0, "")) {
      campaign.sql(
          """
          with taken as (
            insert into lease (item, campaign, batch, pair, stage, annotator, member, swapped, state,
              expires_at, answer, tenths, counted, pay_usd)
            select n %% 20, 1, 1, n %% 20, 'review', n, n, false, 'done', now(), 'A>', 300, true, 0
            from generate_series(1, %d) n
            returning number, pair, member)
          insert into event (campaign, batch, seq, kind, pair, stage, member, lease)
          select 1, 1, number, 'judged', pair, 'review', member, number from taken
          """
              .formatted(JUDGMENTS));
      campaign.sql(
          """
          insert into event (campaign, batch, seq, kind, pair, stage, member, lease)
          select 1, 1, %1$d + number, 'withdrawn', pair, stage, member, number
          from lease where number <= 100
          """
              .formatted(JUDGMENTS));
      Campaigns.Campaign stored = new Campaigns(campaign.jdbi()).get(TestCampaign.NAME);
      long before = read(campaign);

      Evidence.OfBatch evidence = new Evidence(campaign.jdbi()).upTo(stored, 1, JUDGMENTS + 100);

      assertThat(evidence.pairs().values().stream().mapToInt(list -> list.size()).sum())
          .isEqualTo(JUDGMENTS - 100);
      assertThat(read(campaign) - before).isLessThan(10 * JUDGMENTS);
    }
  }

  /** How many rows and entries of indexes have been read of the events. */
  private static long read(TestCampaign campaign) {
    campaign.sql("select pg_stat_force_next_flush()");
    return campaign
        .jdbi()
        .withHandle(
            h ->
                h.createQuery(
                        """
                        select t.seq_tup_read
                          + (select sum(i.idx_tup_read) from pg_stat_user_indexes i where i.relname = 'event')
                        from pg_stat_user_tables t where t.relname = 'event'
                        """)
                    .mapTo(Long.class)
                    .one());
  }
}
