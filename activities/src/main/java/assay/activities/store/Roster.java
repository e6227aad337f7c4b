package assay.activities.store;

import assay.activities.store.Campaigns.Campaign;
import assay.domain.Tier;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/** The people of a campaign: who they are, how they stand, and what they did. */
public final class Roster {
  /**
   * @param account the person's number at the desk
   * @param standing active, failing or paused in this campaign
   * @param active false while suspended everywhere
   */
  public record Person(
      int account,
      String name,
      Tier tier,
      String standing,
      boolean active,
      AnnotatorWork.OfOne work) {}

  private final Jdbi jdbi;
  private final AnnotatorWork work;

  public Roster(Jdbi jdbi) {
    this.jdbi = jdbi;
    this.work = new AnnotatorWork(jdbi);
  }

  /** In the order of their first leases. */
  public List<Person> of(Campaign campaign) {
    Map<Integer, AnnotatorWork.OfOne> done = new LinkedHashMap<>();
    work.of(campaign.id()).forEach(each -> done.put(each.number(), each));
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    """
                    select m.number, m.standing, a.id, a.name, a.tier, a.active
                    from member m join account a on a.id = m.annotator
                    where m.campaign = :c order by m.number
                    """)
                .bind("c", campaign.id())
                .map(
                    (row, context) ->
                        new Person(
                            row.getInt("id"),
                            row.getString("name"),
                            Tier.values()[row.getInt("tier")],
                            row.getString("standing"),
                            row.getBoolean("active"),
                            done.getOrDefault(row.getInt("number"), nothing(row.getInt("number")))))
                .list());
  }

  private static AnnotatorWork.OfOne nothing(int number) {
    return new AnnotatorWork.OfOne(
        number, 0, new BigDecimal("0.0"), 0, 0, 0, 0, BigDecimal.ZERO.setScale(2));
  }
}
