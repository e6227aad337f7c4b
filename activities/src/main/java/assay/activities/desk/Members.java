package assay.activities.desk;

import assay.activities.store.Campaigns.Campaign;
import assay.domain.Stage;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Numbers the people of a campaign 1, 2, 3… in the order of their first leases. */
final class Members {

  /**
   * Answers to gold since a person joined or was reinstated, and how many had the known direction.
   */
  record Gold(int seen, int right) {}

  private Members() {}

  static int number(Handle h, int campaign, int annotator) {
    return find(h, campaign, annotator).orElseGet(() -> join(h, campaign, annotator));
  }

  static Optional<Integer> find(Handle h, int campaign, int annotator) {
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

  /** Running campaigns that have paused a person. */
  static List<String> paused(Handle h, int annotator) {
    return h.createQuery(
            """
            select c.name from member m join campaign c on c.id = m.campaign
            where m.annotator = :annotator and m.standing = 'paused' and c.status = 'running'
            order by c.name
            """)
        .bind("annotator", annotator)
        .mapTo(String.class)
        .list();
  }

  /** Where a person's test stands; one that is passed stays so. */
  static void tested(Handle h, int campaign, int annotator, String test, int attempt) {
    h.createUpdate(
            """
            update member set test = :test, try = :try
            where campaign = :campaign and annotator = :annotator and test = 'open'
            """)
        .bind("test", test)
        .bind("try", attempt)
        .bind("campaign", campaign)
        .bind("annotator", annotator)
        .execute();
  }

  /** The test was taken after a pause, which happens once; passed, it lifts the pause. */
  static void requalified(Handle h, int campaign, int annotator, boolean passed) {
    h.createUpdate(
            """
            update member set requalified = true,
              standing = case when :passed then 'active' else standing end,
              labels_left = 0,
              gold_seen = case when :passed then 0 else gold_seen end,
              gold_right = case when :passed then 0 else gold_right end
            where campaign = :campaign and annotator = :annotator
            """)
        .bind("passed", passed)
        .bind("campaign", campaign)
        .bind("annotator", annotator)
        .execute();
  }

  /** Running campaigns that did not admit a person. */
  static List<String> notAdmitted(Handle h, int annotator) {
    return h.createQuery(
            """
            select c.name from member m join campaign c on c.id = m.campaign
            where m.annotator = :annotator and m.test = 'failed' and c.status = 'running'
            order by c.name
            """)
        .bind("annotator", annotator)
        .mapTo(String.class)
        .list();
  }

  /** Running campaigns with a test that have paused a person who has not taken it since. */
  static List<Integer> requalifiable(Handle h, int annotator) {
    return h.createQuery(
            """
            select c.id from member m join campaign c on c.id = m.campaign
            where m.annotator = :annotator and m.standing = 'paused' and not m.requalified
              and c.status = 'running'
              and exists (select 1 from question q where q.campaign = c.id)
            order by c.name
            """)
        .bind("annotator", annotator)
        .mapTo(Integer.class)
        .list();
  }

  /** Where a person has worked, the oldest first. */
  static List<Integer> campaigns(Handle h, int annotator) {
    return h.createQuery(
            "select campaign from member where annotator = :annotator order by campaign")
        .bind("annotator", annotator)
        .mapTo(Integer.class)
        .list();
  }

  /**
   * Counts an answer to gold.
   *
   * @param change 1 for one more, -1 for one taken back
   */
  static Gold answered(Handle h, LeaseRow lease, boolean right, int change) {
    return h.createQuery(
            """
            update member set gold_seen = greatest(0, gold_seen + :change),
              gold_right = greatest(0, gold_right + :right)
            where campaign = :campaign and number = :member
            returning gold_seen, gold_right
            """)
        .bind("change", change)
        .bind("right", right ? change : 0)
        .bind("campaign", lease.campaign())
        .bind("member", lease.member())
        .map((row, context) -> new Gold(row.getInt("gold_seen"), row.getInt("gold_right")))
        .one();
  }
}
