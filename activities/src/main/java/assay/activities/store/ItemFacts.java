package assay.activities.store;

import assay.domain.Pair;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** What is stored of one item beside the histories. */
public final class ItemFacts {

  /**
   * @param batch its own; 0 for gold and before anything is planned
   * @param batches all others that heard of it: gold is shown in any, and what a judge that has
   *     changed had decided is judged again in another
   */
  public record Item(Pair pair, int batch, List<Integer> batches) {
    public Item {
      batches = List.copyOf(batches);
    }
  }

  /**
   * What history does not hold of a judgment.
   *
   * @param answer encoded, in the input's order
   * @param shown the same relative to what was shown
   * @param why it does not count, or {@code revised}; null when there is nothing to say
   */
  public record Given(
      String answer,
      String shown,
      List<String> flags,
      @Nullable String why,
      @Nullable String comment) {
    public Given {
      flags = List.copyOf(flags);
    }
  }

  /**
   * What only the desk keeps.
   *
   * @param what skipped, lapsed, returned or contested
   * @param member number of the person in the campaign
   */
  public record Note(Instant at, String what, int member, String words) {}

  private final Jdbi jdbi;

  public ItemFacts(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** The item with this id of the input. */
  public Optional<Item> find(int campaign, String id) {
    return find(campaign, "p.id = :key", id);
  }

  /** The item with this place in the campaign. */
  public Optional<Item> find(int campaign, int index) {
    return find(campaign, "p.ix = :key", index);
  }

  private Optional<Item> find(int campaign, String which, Object key) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    """
                    select p.*, coalesce(b.number, 0) as own, array(
                        select e.batch from event e where e.campaign = p.campaign and e.pair = p.ix
                        union select r.batch from rejudged r
                        where r.campaign = p.campaign and r.ix = p.ix) as heard
                    from pair p
                    left join batch b on b.campaign = p.campaign and p.gold is null and b.again is null
                      and p.ix >= b.first and p.ix < b.first + b.size
                    where p.campaign = :c and\s"""
                        + which)
                .bind("c", campaign)
                .bind("key", key)
                .map(
                    (row, context) ->
                        new Item(
                            Pairs.map(row, context),
                            row.getInt("own"),
                            Arrays.asList((Integer[]) row.getArray("heard").getArray())))
                .findOne());
  }

  /** All answers to an item, by lease. */
  public Map<Long, Given> given(int campaign, int index) {
    Map<Long, Given> given = new LinkedHashMap<>();
    jdbi.useHandle(
        h ->
            h.createQuery(
                    "select number, answer, shown_answer, flags, why, comment from lease"
                        + " where campaign = :c and pair = :ix and shown_answer is not null"
                        + " order by number")
                .bind("c", campaign)
                .bind("ix", index)
                .map((row, context) -> given.put(row.getLong("number"), given(row)))
                .list());
    return given;
  }

  /** The item's label as it stands, encoded; empty while there is none. */
  public Optional<String> label(int campaign, int index) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "select label from label where campaign = :c and ix = :ix and label is not null")
                .bind("c", campaign)
                .bind("ix", index)
                .mapTo(String.class)
                .findOne());
  }

  private static Given given(ResultSet row) throws SQLException {
    return new Given(
        row.getString("answer"),
        row.getString("shown_answer"),
        Arrays.asList((String[]) row.getArray("flags").getArray()),
        row.getString("why"),
        row.getString("comment"));
  }

  /** What happened to an item at the desk that no batch is told. */
  public List<Note> notes(int campaign, int index) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    """
                    select ended_at as at, state as what, member, '' as words from lease
                    where campaign = :c and pair = :ix and state in ('skipped', 'lapsed', 'returned')
                    union all
                    select c.at, 'contested', l.member, c.reason
                    from contest c join lease l on l.number = c.lease
                    where l.campaign = :c and l.pair = :ix
                    order by 1
                    """)
                .bind("c", campaign)
                .bind("ix", index)
                .map(
                    (row, context) ->
                        new Note(
                            row.getTimestamp("at").toInstant(),
                            row.getString("what"),
                            row.getInt("member"),
                            row.getString("words")))
                .list());
  }
}
