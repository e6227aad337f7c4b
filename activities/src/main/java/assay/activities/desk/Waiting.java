package assay.activities.desk;

import org.jdbi.v3.core.Handle;

/**
 * What a subscribed batch has not been sent yet.
 *
 * @param events how many, numbered or not
 * @param oldestMillis age of the oldest
 * @param more whether anything can still come without the workflow's doing
 */
record Waiting(int events, long oldestMillis, boolean more) {

  static Waiting of(Handle h, int campaign, int batch) {
    return h.createQuery(
            """
            select count(e.id) as events,
              coalesce(cast(extract(epoch from clock_timestamp() - min(e.at)) * 1000 as bigint), 0)
                as oldest,
              not b.closed and exists (
                select 1 from item i
                where i.campaign = b.campaign and i.batch = b.number and i.open
                  and i.done < i.wanted) as more
            from batch b
            left join event e on e.campaign = b.campaign and e.batch = b.number
              and (e.seq is null or e.seq > b.sent_seq)
            where b.campaign = :campaign and b.number = :batch
            group by b.campaign, b.number, b.closed
            """)
        .bind("campaign", campaign)
        .bind("batch", batch)
        .map(
            (row, context) ->
                new Waiting(row.getInt("events"), row.getLong("oldest"), row.getBoolean("more")))
        .one();
  }
}
