package assay.activities.desk;

import assay.activities.store.Campaigns.Campaign;
import assay.domain.Stage;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Numbers the people of a campaign 1, 2, 3… in the order of their first leases. */
final class Members {
  private Members() {}

  static int number(Handle h, int campaign, int annotator) {
    return find(h, campaign, annotator).orElseGet(() -> join(h, campaign, annotator));
  }

  private static Optional<Integer> find(Handle h, int campaign, int annotator) {
    return h.createQuery(
            "select number from member where campaign = :campaign and annotator = :annotator")
        .bind("campaign", campaign)
        .bind("annotator", annotator)
        .mapTo(Integer.class)
        .findOne();
  }

  /** The campaign's row is held, so that two newcomers do not get the same number. */
  private static int join(Handle h, int campaign, int annotator) {
    h.createQuery("select id from campaign where id = :campaign for no key update")
        .bind("campaign", campaign)
        .mapTo(Integer.class)
        .one();
    return h.createQuery(
            """
            insert into member (campaign, annotator, number)
            select :campaign, :annotator, coalesce(max(number), 0) + 1
            from member where campaign = :campaign
            returning number
            """)
        .bind("campaign", campaign)
        .bind("annotator", annotator)
        .mapTo(Integer.class)
        .one();
  }

  /**
   * Counts reviews where the spec limits a person's share, and stops at it.
   *
   * @param change 1 for one more, -1 for one taken back
   */
  static void reviewed(Handle h, Campaign campaign, LeaseRow lease, int change) {
    double share = campaign.spec().review().maxShare();
    if (share == 0 || lease.stage() != Stage.REVIEW) {
      return;
    }
    long most = (long) Math.ceil(share * campaign.pairs() * campaign.spec().review().redundancy());
    boolean full =
        h.createQuery(
                """
                update member set judged = judged + :change, full_share = judged + :change >= :most
                where campaign = :campaign and number = :member
                returning full_share
                """)
            .bind("change", change)
            .bind("most", most)
            .bind("campaign", campaign.id())
            .bind("member", lease.member())
            .mapTo(Boolean.class)
            .one();
    if (full) {
      Exhaustion.fewerPeople(h, campaign.id());
    }
  }
}
