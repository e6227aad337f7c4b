package assay.activities.desk;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * What a subscribed batch has not been sent yet.
 *
 * @param campaign its number
 * @param events how many, numbered or not
 * @param oldestMillis age of the oldest
 * @param more whether anything can still come without the workflow's doing
 */
record Waiting(int campaign, int batch, int events, long oldestMillis, boolean more) {

  private static final String SELECT =
      """
      select b.campaign, b.number, b.last_seq - b.sent_seq + fresh.events as events,
        coalesce(cast(extract(epoch from clock_timestamp() - least(fresh.oldest, (
            select e.at from event e
            where e.campaign = b.campaign and e.batch = b.number and e.seq = b.sent_seq + 1)))
          * 1000 as bigint), 0) as oldest,
        not b.closed and exists (
          select 1 from item i
          where i.campaign = b.campaign and i.batch = b.number and i.open
            and i.done < i.wanted) as more
      from batch b cross join lateral (
        select count(*) as events, min(e.at) as oldest from event e
        where e.campaign = b.campaign and e.batch = b.number and e.seq is null) fresh
      """;

  /** Of every subscribed batch that has something. */
  static List<Waiting> all(Handle h) {
    return h.createQuery(
            SELECT
                + """
                where b.run is not null and (b.sent_seq < b.last_seq or fresh.events > 0)
                order by b.campaign, b.number
                """)
        .map(Waiting::map)
        .list();
  }

  static Waiting of(Handle h, int campaign, int batch) {
    return h.createQuery(SELECT + "where b.campaign = :campaign and b.number = :batch")
        .bind("campaign", campaign)
        .bind("batch", batch)
        .map(Waiting::map)
        .one();
  }

  private static Waiting map(ResultSet row, StatementContext context) throws SQLException {
    return new Waiting(
        row.getInt("campaign"),
        row.getInt("number"),
        row.getInt("events"),
        row.getLong("oldest"),
        row.getBoolean("more"));
  }
}
