package assay.activities.desk;

import assay.domain.policy.GoldPolicy;
import assay.domain.spec.CampaignSpec;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;

/**
 * Stops people whom the spec's rule fails, in the campaign where they failed.
 *
 * <p>The pause comes a drawn number of labels after the answer that decided it, so that it does not
 * tell which one was gold.
 */
final class Pausing {
  private static final int MOST_LABELS_LEFT = 3;

  private final RandomGenerator random;

  Pausing(RandomGenerator random) {
    this.random = random;
  }

  /**
   * Counts an answer to gold.
   *
   * @return whether the person fails the rule now
   */
  boolean fails(Handle h, CampaignSpec spec, LeaseRow lease, boolean right) {
    Members.Gold gold = Members.answered(h, lease, right, 1);
    boolean fails = GoldPolicy.stops(spec.quality(), gold.seen(), gold.right());
    if (fails) {
      h.createUpdate(
              """
              update member set standing = 'failing', labels_left = :left
              where campaign = :campaign and number = :member and standing = 'active'
              """)
          .bind("left", 1 + random.nextInt(MOST_LABELS_LEFT))
          .bind("campaign", lease.campaign())
          .bind("member", lease.member())
          .execute();
    }
    return fails;
  }

  /**
   * Counts a label of somebody who may be failing.
   *
   * @return whether it was their last before the pause
   */
  static boolean labelled(Handle h, CampaignSpec spec, LeaseRow lease) {
    return spec.quality().rule() != CampaignSpec.Rule.OFF
        && h.createQuery(
                """
                update member set labels_left = labels_left - 1,
                  standing = case when labels_left > 1 then standing else 'paused' end
                where campaign = :campaign and number = :member and standing = 'failing'
                returning standing = 'paused'
                """)
            .bind("campaign", lease.campaign())
            .bind("member", lease.member())
            .mapTo(Boolean.class)
            .findOne()
            .orElse(false);
  }

  static boolean paused(Handle h, LeaseRow lease) {
    return h.createQuery(
            "select standing = 'paused' from member"
                + " where campaign = :campaign and number = :member")
        .bind("campaign", lease.campaign())
        .bind("member", lease.member())
        .mapTo(Boolean.class)
        .one();
  }
}
