package assay.activities.desk;

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
}
