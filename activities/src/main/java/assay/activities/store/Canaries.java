package assay.activities.store;

import assay.domain.policy.CanaryLook;
import assay.domain.policy.CanaryRule.Comparison;
import assay.domain.policy.CanaryRule.Shift;
import assay.domain.policy.CanarySchedule.Taken;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
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
                            Stream.of(Json.read(row.getString("confidences"), Integer[][].class))
                                .map(List::of)
                                .toList(),
                            List.of((String[]) row.getArray("served").getArray()),
                            new Comparison(
                                row.getInt("compared"),
                                row.getInt("unlike"),
                                row.getInt("odd"),
                                new Shift(row.getInt("raised"), row.getInt("highest")),
                                new Shift(row.getInt("lowered"), row.getInt("lowest")))))
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
                    (campaign, look, judge, before, askings, confidences, served, compared, unlike,
                    odd, raised, highest, lowered, lowest, changed)
                  values (:c, :look, :judge, :before, :askings, :confidences, :served, :compared,
                    :unlike, :odd, :raised, :highest, :lowered, :lowest, :changed)
                  on conflict do nothing
                  """)
              .bind("c", campaign)
              .bind("look", each.look())
              .bind("judge", each.judge())
              .bind("before", each.before())
              .bind("askings", Json.write(each.askings()))
              .bind("confidences", Json.write(each.confidences()))
              .bindArray("served", String.class, each.served())
              .bind("raised", each.comparison().surer().unlike())
              .bind("highest", each.comparison().surer().odd())
              .bind("lowered", each.comparison().doubting().unlike())
              .bind("lowest", each.comparison().doubting().odd())
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

  /** Who answered one judge's questions of a look, in the server's own words, ascending. */
  public List<String> served(int campaign, int look, String judge) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "select distinct served collate \"C\" from model_call where campaign = :c"
                        + " and starts_with(purpose, :purpose) and model = :judge and served <> ''"
                        + " order by 1")
                .bind("c", campaign)
                .bind("purpose", purpose(look) + "/")
                .bind("judge", judge)
                .mapTo(String.class)
                .list());
  }

  /**
   * Labels of a run of batches that the judges alone had decided.
   *
   * @param again of those, how many another batch has decided again
   */
  public record Alone(long labels, long again) {}

  public Alone alone(int campaign, int first, int last) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    """
                    with again as (
                      select count(*) as pairs from rejudged r
                      join batch b on b.campaign = r.campaign and b.number = r.batch
                      where r.campaign = :c and r.decided_in between :first and :last
                        and b.outcome is not null)
                    select count(*) + (select pairs from again), (select pairs from again)
                    from label l
                    where l.campaign = :c and l.decided_by in ('ai', 'spot_check')
                      and l.batch between :first and :last
                    """)
                .bind("c", campaign)
                .bind("first", first)
                .bind("last", last)
                .map((row, context) -> new Alone(row.getLong(1), row.getLong(2)))
                .one());
  }
}
