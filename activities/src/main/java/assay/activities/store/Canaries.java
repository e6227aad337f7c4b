package assay.activities.store;

import assay.domain.policy.CanaryLook;
import assay.domain.policy.CanaryRule.Comparison;
import assay.domain.policy.CanarySchedule.Taken;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Looks at the judges' canary, and what they found. */
public final class Canaries {
  private final Jdbi jdbi;

  public Canaries(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** What is stored of a look's calls begins with this. */
  public static String purpose(int look) {
    return "canary/" + look;
  }

  /** All looks at all judges, by number and name. */
  public List<CanaryLook> all(int campaign) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "select * from canary where campaign = :c order by look, judge collate \"C\"")
                .bind("c", campaign)
                .map(
                    (row, context) ->
                        new CanaryLook(
                            row.getString("judge"),
                            row.getInt("look"),
                            row.getInt("before"),
                            List.of(Json.read(row.getString("askings"), String[].class)),
                            new Comparison(
                                row.getInt("compared"), row.getInt("unlike"), row.getInt("odd"))))
                .list());
  }

  /** The same, all judges of a look together. */
  public List<Taken> taken(int campaign) {
    Map<Integer, Taken> taken = new TreeMap<>();
    for (CanaryLook look : all(campaign)) {
      taken.merge(
          look.look(),
          new Taken(look.before(), look.changed()),
          (one, other) -> new Taken(one.before(), one.changed() || other.changed()));
    }
    return new ArrayList<>(taken.values());
  }

  /**
   * Stores a look at all judges in the caller's transaction; one that is there under its number
   * stays.
   */
  public static boolean keep(Handle h, int campaign, List<CanaryLook> judges) {
    int kept = 0;
    for (CanaryLook each : judges) {
      kept +=
          h.createUpdate(
                  """
                  insert into canary
                    (campaign, look, judge, before, askings, compared, unlike, odd, changed)
                  values (:c, :look, :judge, :before, :askings, :compared, :unlike, :odd, :changed)
                  on conflict do nothing
                  """)
              .bind("c", campaign)
              .bind("look", each.look())
              .bind("judge", each.judge())
              .bind("before", each.before())
              .bind("askings", Json.write(each.askings()))
              .bind("compared", each.comparison().compared())
              .bind("unlike", each.comparison().unlike())
              .bind("odd", each.comparison().odd())
              .bind("changed", each.changed())
              .execute();
    }
    return kept > 0;
  }

  /** What was paid for a look so far, in US dollars. */
  public BigDecimal paid(int campaign, int look) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "select coalesce(sum(usd), 0) from model_call"
                        + " where campaign = :c and starts_with(purpose, :purpose)")
                .bind("c", campaign)
                .bind("purpose", purpose(look) + "/")
                .mapTo(BigDecimal.class)
                .one());
  }

  /** Labels of a run of batches that the judges alone decided. */
  public long accepted(int campaign, int first, int last) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "select count(*) from label where campaign = :c and decided_by = 'ai'"
                        + " and batch between :first and :last")
                .bind("c", campaign)
                .bind("first", first)
                .bind("last", last)
                .mapTo(Long.class)
                .one());
  }
}
