package assay.activities.store;

import assay.domain.Tier;
import assay.domain.Wire;
import assay.domain.cost.HourlyWage;
import assay.domain.spec.CampaignSpec;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * What a campaign pays, to whom and for what.
 *
 * <p>A judgment is paid once, when it is in; what is taken back is not, what comes late or is
 * voided later is.
 */
public final class Payments {
  /** A driver that is not told otherwise loads a whole table into memory. */
  private static final int FETCHED = 1000;

  /** A person's own work is read along an index of theirs. */
  private static final String EARNED =
      """
      with work as (
        select member, count(*) as judgments, count(*) filter (where why = 'voided') as voided,
          sum(pay_usd) as usd, sum(least(tenths, :most)) as tenths
        from lease
        where campaign = :c and state = 'done'
          and (cast(:me as int) is null or annotator = :me) group by member),
      practised as (
        select annotator, sum(pay_usd) as usd, sum(least(tenths, :most)) as tenths
        from practice where campaign = :c and ended_at is not null group by annotator),
      extra as (select member, sum(usd) as usd from bonus where campaign = :c group by member)
      select m.number, m.annotator, a.tier, coalesce(w.judgments, 0) as judgments,
        coalesce(w.voided, 0) as voided, coalesce(w.tenths, 0) + coalesce(p.tenths, 0) as tenths,
        coalesce(w.usd, 0) as judgments_usd, coalesce(p.usd, 0) as practice_usd,
        coalesce(e.usd, 0) as bonus_usd
      from member m join account a on a.id = m.annotator
      left join work w on w.member = m.number
      left join practised p on p.annotator = m.annotator
      left join extra e on e.member = m.number
      where m.campaign = :c and (cast(:me as int) is null or m.annotator = :me)
        and (w.member is not null or p.annotator is not null or e.member is not null)
      order by m.number
      """;

  private static final String LEDGER =
      """
      select * from (
        select 1 as part, pair as first, number as second,
          case when why in ('late', 'voided') then why else stage end as cause, member,
          pair, number as lease, tenths, null as model, 1 as calls, pay_usd as usd, '' as note
        from lease where campaign = :c and state = 'done'
        union all
        select 2, p.question, p.number, 'practice', m.number, null, p.number, p.tenths, null, 1,
          p.pay_usd, case when p.correct then 'right' else 'wrong' end
        from practice p join member m on m.campaign = p.campaign and m.annotator = p.annotator
        where p.campaign = :c and p.ended_at is not null and p.pay_usd > 0
        union all
        select 3, 0, id, 'bonus', member, null, null, null, null, 1, usd, reason
        from bonus where campaign = :c and usd > 0
        union all
        select 4, 0, row_number() over (order by split_part(purpose, '/', 1), model collate "C"),
          split_part(purpose, '/', 1), null, null, null, null, model, count(*), sum(usd), ''
        from model_call where campaign = :c group by split_part(purpose, '/', 1), model) entry
      order by part, first, second
      """;

  /**
   * What one person earned in a campaign.
   *
   * @param member the number under which their work appears
   * @param judgments that are paid, gold, late and voided ones among them
   * @param tenths of a second of paid work, each judgment at most the spec's longest time; practice
   *     is part of it
   */
  public record Earned(
      int member,
      int account,
      String tier,
      long judgments,
      long voided,
      long tenths,
      BigDecimal judgmentsUsd,
      BigDecimal practiceUsd,
      BigDecimal bonusUsd) {
    public BigDecimal usd() {
      return judgmentsUsd.add(practiceUsd).add(bonusUsd);
    }

    /** US dollars an hour; null when no time was measured. */
    public @Nullable BigDecimal hourlyUsd() {
      return HourlyWage.of(usd(), tenths);
    }
  }

  /**
   * One payment, or all calls to one model for one purpose.
   *
   * @param cause a judgment's stage; {@code late}, {@code voided}, {@code practice}, {@code bonus};
   *     a call's purpose
   * @param pair index, null where it is about none
   */
  public record Entry(
      String cause,
      BigDecimal usd,
      @Nullable Integer member,
      @Nullable Integer pair,
      @Nullable Long lease,
      @Nullable Integer tenths,
      @Nullable String model,
      long calls,
      String note) {}

  private final Jdbi jdbi;

  public Payments(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Everybody who was paid or practised, by number. */
  public List<Earned> earned(int campaign, CampaignSpec spec) {
    return jdbi.withHandle(h -> earned(h, campaign, spec, null));
  }

  /**
   * @param annotator only this person, or null for all
   */
  public static List<Earned> earned(
      Handle h, int campaign, CampaignSpec spec, @Nullable Integer annotator) {
    return h.createQuery(EARNED)
        .bind("c", campaign)
        .bind("me", annotator)
        .bind("most", Math.round(spec.review().maxSeconds() * 10))
        .map((row, context) -> earned(row))
        .list();
  }

  private static Earned earned(ResultSet row) throws SQLException {
    return new Earned(
        row.getInt("number"),
        row.getInt("annotator"),
        Wire.name(Tier.values()[row.getInt("tier")]),
        row.getLong("judgments"),
        row.getLong("voided"),
        row.getLong("tenths"),
        row.getBigDecimal("judgments_usd"),
        row.getBigDecimal("practice_usd"),
        row.getBigDecimal("bonus_usd"));
  }

  /** Every dollar: judgments by pair, then practice, bonuses and models; close the stream. */
  static Stream<Entry> ledger(Handle h, int campaign) {
    return h
        .createQuery(LEDGER)
        .bind("c", campaign)
        .setFetchSize(FETCHED)
        .map(
            (row, context) ->
                new Entry(
                    row.getString("cause"),
                    row.getBigDecimal("usd"),
                    row.getObject("member", Integer.class),
                    row.getObject("pair", Integer.class),
                    row.getObject("lease", Long.class),
                    row.getObject("tenths", Integer.class),
                    row.getString("model"),
                    row.getLong("calls"),
                    row.getString("note")))
        .stream();
  }
}
