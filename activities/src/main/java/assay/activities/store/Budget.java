package assay.activities.store;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * What a campaign has committed itself to pay, held below its budget.
 *
 * <p>A step commits the most it can cost before it starts, and what it did cost once it is over.
 * The sum over all steps never passes the budget, so neither does what is spent.
 */
public final class Budget {
  /** The step of what managers give on top. */
  public static final String GIVEN = "bonuses/given";

  private final Jdbi jdbi;

  /** The step of paying a batch's people. */
  public static String people(int batch) {
    return "people/" + batch;
  }

  /** The step of what a batch's judgments may add to bonuses. */
  public static String bonuses(int batch) {
    return "bonuses/" + batch;
  }

  /** The step of asking models about a batch. */
  public static String models(int batch) {
    return "models/" + batch;
  }

  public Budget(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Where a campaign's money stands, in US dollars.
   *
   * @param limit 0 without one
   * @param committed spent, or reserved for what is under way
   * @param needed what the step needs that was refused last; 0 when none was
   */
  public record State(BigDecimal limit, BigDecimal committed, BigDecimal needed) {
    public boolean limited() {
      return limit.signum() > 0;
    }

    /** Whether a step of this cost does not fit. */
    boolean refuses(BigDecimal more) {
      return limited() && more.signum() > 0 && committed.add(more).compareTo(limit) > 0;
    }

    /** Whether the step that was refused last would be refused again. */
    public boolean isShort() {
      return refuses(needed);
    }
  }

  public State state(int campaign) {
    return jdbi.withHandle(h -> state(h, campaign, ""));
  }

  /**
   * Commits steps to at most so much each, in place of what they were committed to before.
   *
   * @return false when that does not fit in the budget; nothing has changed then, and how much was
   *     needed is remembered
   */
  public boolean reserve(int campaign, Map<String, BigDecimal> steps) {
    return jdbi.inTransaction(
        h -> {
          State state = state(h, campaign, " for no key update");
          Map<String, BigDecimal> more = new TreeMap<>();
          steps.forEach(
              (step, usd) ->
                  more.put(
                      step, usd.subtract(committed(h, campaign, step).orElse(BigDecimal.ZERO))));
          BigDecimal all = more.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
          if (state.refuses(all)) {
            remember(h, campaign, all);
            return false;
          }
          more.forEach(
              (step, usd) ->
                  commit(h, campaign, step, steps.getOrDefault(step, BigDecimal.ZERO), usd));
          return true;
        });
  }

  /**
   * Commits a step to more than before, in the caller's transaction.
   *
   * @return false when that does not fit; nothing has changed then but what is remembered
   */
  public static boolean extend(Handle h, int campaign, String step, BigDecimal more) {
    State state = state(h, campaign, " for no key update");
    if (state.refuses(more)) {
      remember(h, campaign, more);
      return false;
    }
    commit(h, campaign, step, committed(h, campaign, step).orElse(BigDecimal.ZERO).add(more), more);
    return true;
  }

  /** A step is over: it keeps what it cost and gives back the rest. */
  public void settle(int campaign, String step, BigDecimal spent) {
    jdbi.useTransaction(
        h -> {
          state(h, campaign, " for no key update");
          BigDecimal before = committed(h, campaign, step).orElse(BigDecimal.ZERO);
          commit(h, campaign, step, spent, spent.subtract(before));
        });
  }

  /** Bounds what a batch may pay for gold questions while the campaign has a budget. */
  public void limitGold(int campaign, int batch, BigDecimal usd) {
    jdbi.useHandle(
        h ->
            h.createUpdate(
                    """
                    insert into gold_spending (campaign, batch, limit_usd)
                    values (:campaign, :batch, :usd)
                    on conflict (campaign, batch) do update set limit_usd = excluded.limit_usd
                    """)
                .bind("usd", usd)
                .bind("campaign", campaign)
                .bind("batch", batch)
                .execute());
  }

  /**
   * Whether a gold question may be shown in a batch, counting it if so; always, without a budget.
   */
  public static boolean allowsGold(Handle h, int campaign, int batch, BigDecimal pay) {
    return h.createQuery(
            """
            with counted as (
              update gold_spending g set usd = g.usd + :pay
              from campaign c
              where c.id = :campaign and c.budget_usd > 0 and g.campaign = c.id
                and g.batch = :batch and g.usd + :pay <= g.limit_usd
              returning 1)
            select exists (select from counted)
              or (select budget_usd = 0 from campaign where id = :campaign)
            """)
        .bind("campaign", campaign)
        .bind("batch", batch)
        .bind("pay", pay)
        .mapTo(Boolean.class)
        .one();
  }

  /** What a batch's people have earned so far. */
  public BigDecimal earned(int campaign, int batch) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    """
                    select coalesce(sum(l.pay_usd), 0) from event e join lease l on l.number = e.lease
                    where e.campaign = :campaign and e.batch = :batch and e.kind in ('judged', 'late')
                      and l.state = 'done' and l.batch = e.batch
                    """)
                .bind("campaign", campaign)
                .bind("batch", batch)
                .mapTo(BigDecimal.class)
                .one());
  }

  /** How many paid judgments a batch has so far. */
  public long handedIn(int campaign, int batch) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    """
                    select count(*) from event e join lease l on l.number = e.lease
                    where e.campaign = :campaign and e.batch = :batch and e.kind in ('judged', 'late')
                      and l.state = 'done'
                    """)
                .bind("campaign", campaign)
                .bind("batch", batch)
                .mapTo(Long.class)
                .one());
  }

  /** The campaign is over: of what was kept for bonuses and practice only what was paid stays. */
  public void settlePeople(int campaign) {
    jdbi.useTransaction(
        h -> {
          state(h, campaign, " for no key update");
          List<String> steps =
              h.createQuery(
                      "select step from commitment where campaign = :campaign"
                          + " and (step like 'bonuses/%' or step = 'practice') order by step")
                  .bind("campaign", campaign)
                  .mapTo(String.class)
                  .list();
          for (String step : steps) {
            BigDecimal before = committed(h, campaign, step).orElse(BigDecimal.ZERO);
            commit(h, campaign, step, BigDecimal.ZERO, before.negate());
          }
          BigDecimal paid =
              h.createQuery(
                      """
                      select (select coalesce(sum(usd), 0) from bonus where campaign = :campaign)
                        + (select coalesce(sum(pay_usd), 0) from practice
                           where campaign = :campaign and ended_at is not null)
                      """)
                  .bind("campaign", campaign)
                  .mapTo(BigDecimal.class)
                  .one();
          if (paid.signum() > 0) {
            commit(h, campaign, "bonuses/paid", paid, paid);
          }
        });
  }

  /** What was paid for asking models about a batch's pairs so far. */
  public BigDecimal called(int campaign, int batch) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    """
                    select coalesce(sum(m.usd), 0) from batch b
                    join model_call m on m.campaign = b.campaign
                      and m.ix >= b.first and m.ix < b.first + b.size
                      and case when b.again is null then not starts_with(m.purpose, 'judge/')
                        else m.purpose = 'judge/' || b.number end
                    where b.campaign = :campaign and b.number = :batch
                    """)
                .bind("campaign", campaign)
                .bind("batch", batch)
                .mapTo(BigDecimal.class)
                .one());
  }

  private static State state(Handle h, int campaign, String lock) {
    return h.createQuery(
            "select budget_usd, committed_usd, short_usd from campaign where id = :campaign" + lock)
        .bind("campaign", campaign)
        .map(
            (row, context) ->
                new State(row.getBigDecimal(1), row.getBigDecimal(2), row.getBigDecimal(3)))
        .one();
  }

  private static Optional<BigDecimal> committed(Handle h, int campaign, String step) {
    return h.createQuery("select usd from commitment where campaign = :campaign and step = :step")
        .bind("campaign", campaign)
        .bind("step", step)
        .mapTo(BigDecimal.class)
        .findOne();
  }

  private static void commit(Handle h, int campaign, String step, BigDecimal usd, BigDecimal more) {
    h.createUpdate(
            "insert into commitment (campaign, step, usd) values (:campaign, :step, :usd)"
                + " on conflict (campaign, step) do update set usd = excluded.usd")
        .bind("campaign", campaign)
        .bind("step", step)
        .bind("usd", usd)
        .execute();
    h.createUpdate(
            "update campaign set committed_usd = committed_usd + :more, short_usd = 0"
                + " where id = :campaign")
        .bind("campaign", campaign)
        .bind("more", more)
        .execute();
  }

  private static void remember(Handle h, int campaign, BigDecimal needed) {
    h.createUpdate("update campaign set short_usd = :needed where id = :campaign")
        .bind("campaign", campaign)
        .bind("needed", needed)
        .execute();
  }
}
