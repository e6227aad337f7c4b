package assay.activities.desk;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * How a person is doing, in bands.
 *
 * <p>The band changes only after every tenth label, and looks at labels at least ten back, so that
 * nobody can tell which of them was gold.
 */
final class Standing {
  private static final int BLOCK = 10;
  private static final int LEAST_GOLD = 3;
  private static final double STRONG_GOLD = 0.85;
  private static final double STEADY_GOLD = 0.6;
  private static final double MANY_HASTY = 0.2;

  record Sums(long gold, long right, long hasty, long labels) {
    String band() {
      if (gold < LEAST_GOLD) {
        return "new";
      }
      double accuracy = (double) right / gold;
      double haste = (double) hasty / labels;
      if (accuracy < STEADY_GOLD || haste > MANY_HASTY) {
        return "needs_care";
      }
      return accuracy >= STRONG_GOLD ? "strong" : "steady";
    }
  }

  private final Jdbi jdbi;

  Standing(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  Me of(int annotator) {
    return jdbi.withHandle(
        h -> {
          Me without =
              h.createQuery(
                      """
                      select a.name, a.tier, count(l.number) as done,
                             coalesce(sum(l.pay_usd), 0) as earned
                      from account a
                      left join lease l on l.annotator = a.id and l.state = 'done'
                      where a.id = :me group by a.id
                      """)
                  .bind("me", annotator)
                  .map(
                      (row, context) ->
                          new Me(
                              row.getString("name"),
                              Me.tier(row.getInt("tier")),
                              row.getLong("done"),
                              Dollars.plain(row.getBigDecimal("earned")),
                              "",
                              List.of()))
                  .one();
          long looked = Math.max(0, without.done() / BLOCK - 1) * BLOCK;
          return without.with(sums(h, annotator, looked).band(), Members.paused(h, annotator));
        });
  }

  private static Sums sums(Handle h, int annotator, long labels) {
    return h.createQuery(
            """
            select count(*) filter (where stage = 'gold') as gold,
                   count(*) filter (where stage = 'gold'
                     and not 'gold_incorrect' = any(flags)) as right_gold,
                   count(*) filter (where 'too_fast' = any(flags)) as hasty,
                   count(*) as labels
            from (select stage, flags from lease
                  where annotator = :me and state = 'done' order by number limit :labels) looked
            """)
        .bind("me", annotator)
        .bind("labels", labels)
        .map(
            (row, context) ->
                new Sums(
                    row.getLong("gold"),
                    row.getLong("right_gold"),
                    row.getLong("hasty"),
                    row.getLong("labels")))
        .one();
  }
}
