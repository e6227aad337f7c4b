package assay.activities.store;

import assay.activities.store.Campaigns.Campaign;
import assay.domain.Tier;
import assay.domain.measure.quality.GoldQuestion;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;

/** Counts of what has happened in a campaign and what is still to come. */
public final class Progress {

  /**
   * People's work.
   *
   * @param judgments answered and not taken back, gold included
   * @param recent of those, how many in the last {@link #RECENT_SECONDS} seconds
   * @param usd for judgments, practice and bonuses
   */
  public record People(long judgments, long recent, BigDecimal usd) {}

  public record Models(BigDecimal usd, long promptTokens, long completionTokens) {}

  /**
   * What people are still asked for.
   *
   * @param items opened so far, open or not
   * @param places judgments that open items still want
   */
  public record Wanted(long items, long places) {}

  /**
   * Who is wanted and not there.
   *
   * @param language that the person must have, empty for any
   * @param domain that the person must be specialized in, empty for any
   * @param paused people of the tier whom the campaign has paused
   * @param notAdmitted people of the tier who did not pass its test
   */
  public record Missing(Tier tier, String language, String domain, int paused, int notAdmitted) {}

  /**
   * Generated pairs that told nothing about a preference.
   *
   * @param lack why, such as {@code identical}
   * @param regenerated how often a pair was generated anew for it
   * @param dropped how many pairs it was the end of
   */
  public record Lacking(String lack, long regenerated, long dropped) {}

  public static final int RECENT_SECONDS = 600;

  private final Jdbi jdbi;

  public Progress(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Settled pairs by who decided them. */
  public Map<String, Long> deciders(int campaign) {
    return counts(
        campaign, "select decided_by, count(*) from label where campaign = :c group by 1");
  }

  /** Pairs by the phase of their batch, the later one of those that are judged again. */
  public Map<String, Long> phases(int campaign) {
    return counts(
        campaign,
        """
        select phase, sum(pairs) from (
          select b.phase, case when b.again is null then b.size else (
              select count(*) from rejudged r where r.campaign = b.campaign and r.batch = b.number) end
            - (select count(*) from rejudged r
              where r.campaign = b.campaign and r.decided_in = b.number) as pairs
          from batch b where b.campaign = :c) each
        where pairs > 0 group by 1
        """);
  }

  private Map<String, Long> counts(int campaign, String sql) {
    Map<String, Long> counts = new LinkedHashMap<>();
    jdbi.useHandle(
        h ->
            h.createQuery(sql + " order by 1")
                .bind("c", campaign)
                .map((row, context) -> counts.put(row.getString(1), row.getLong(2)))
                .list());
    return counts;
  }

  /** What was not worth comparing, by its reason; reasons that never occurred are missing. */
  public List<Lacking> lacks(int campaign) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "select lack, count(*) filter (where not dropped), count(*) filter (where"
                        + " dropped) from signal_check where campaign = :c group by 1 order by 1")
                .bind("c", campaign)
                .map(
                    (row, context) -> new Lacking(row.getString(1), row.getLong(2), row.getLong(3)))
                .list());
  }

  public People people(int campaign) {
    return one(
        campaign,
        """
        select count(*),
          count(*) filter (where ended_at > clock_timestamp() - interval '%d seconds'),
          coalesce(sum(pay_usd), 0)
            + (select coalesce(sum(usd), 0) from bonus where campaign = :c)
            + (select coalesce(sum(pay_usd), 0) from practice
               where campaign = :c and ended_at is not null)
        from lease where campaign = :c and state = 'done'
        """
            .formatted(RECENT_SECONDS),
        (row, context) -> new People(row.getLong(1), row.getLong(2), row.getBigDecimal(3)));
  }

  /** Appeals that nobody has decided yet. */
  public int openAppeals(int campaign) {
    return jdbi.withHandle(
        h ->
            h.createQuery("select count(*) from appeal where campaign = :c and decision is null")
                .bind("c", campaign)
                .mapTo(Integer.class)
                .one());
  }

  public Models models(int campaign) {
    return one(
        campaign,
        """
        select coalesce(sum(usd), 0), coalesce(sum(prompt_tokens), 0),
          coalesce(sum(completion_tokens), 0)
        from model_call where campaign = :c
        """,
        (row, context) -> new Models(row.getBigDecimal(1), row.getLong(2), row.getLong(3)));
  }

  public Wanted wanted(int campaign) {
    return one(
        campaign,
        """
        select count(*), coalesce(sum(greatest(wanted - done, 0)) filter (where open), 0)
        from item where campaign = :c and stage <> 'gold'
        """,
        (row, context) -> new Wanted(row.getLong(1), row.getLong(2)));
  }

  /** The first lane that has work and that nobody may be served from. */
  public Optional<Missing> missing(int campaign) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    """
                    select l.tier, l.language,
                      case when l.specialists then l.domain else '' end as domain,
                      who.paused, who.failed
                    from lane l cross join lateral (
                      select count(*) filter (where m.standing = 'paused') as paused,
                        count(*) filter (where m.test = 'failed') as failed
                      from account a join member m on m.annotator = a.id
                      where m.campaign = l.campaign and a.active
                        and (a.tier = l.tier or l.higher and a.tier > l.tier)) who
                    where l.campaign = :c
                      and not exists (select 1 from may_see w where w.lane = l.id)
                      and exists (
                        select 1 from item i
                        where i.lane = l.id and i.open and i.stage <> 'gold'
                          and i.done + i.leased < i.wanted)
                    order by l.tier, l.id limit 1
                    """)
                .bind("c", campaign)
                .map(
                    (row, context) ->
                        new Missing(
                            Tier.values()[row.getInt("tier")],
                            row.getString("language"),
                            row.getString("domain"),
                            row.getInt("paused"),
                            row.getInt("failed")))
                .findOne());
  }

  /** How many active people there are who may review. */
  public int active(Tier tier, boolean higher) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    """
                    select count(*) from account where role = 'annotator' and active
                      and (tier = :tier or :higher and tier > :tier)
                    """)
                .bind("tier", tier.ordinal())
                .bind("higher", higher)
                .mapTo(Integer.class)
                .one());
  }

  /** Batches that wait for people longer than the spec likes. */
  public List<Integer> reminded(int campaign) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    "select number from batch where campaign = :c and reminded_at is not null"
                        + " and outcome is null order by number")
                .bind("c", campaign)
                .mapTo(Integer.class)
                .list());
  }

  /**
   * Gold questions that were answered, in input order; people who are paused do not count, nor does
   * what a manager knew who has decided about a question.
   */
  public List<GoldQuestion> gold(int campaign) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    """
                    select p.id, count(*) - coalesce(max(d.answered), 0) as answered,
                      count(c.lease) - coalesce(max(d.contested), 0) as contested,
                      count(*) filter (where not 'gold_incorrect' = any(l.flags))
                        - coalesce(max(d.rightly), 0) as rightly
                    from lease l
                    join pair p on p.campaign = l.campaign and p.ix = l.pair
                    join member m on m.campaign = l.campaign and m.number = l.member
                    left join contest c on c.lease = l.number
                    left join gold_decision d on d.campaign = l.campaign and d.ix = l.pair
                    where l.campaign = :c and l.stage = 'gold' and l.state = 'done'
                      and m.standing = 'active'
                    group by p.ix, p.id order by p.ix
                    """)
                .bind("c", campaign)
                .map(
                    (row, context) ->
                        new GoldQuestion(
                            row.getString("id"),
                            row.getInt("answered"),
                            row.getInt("rightly"),
                            row.getInt("contested")))
                .list());
  }

  /**
   * How gold goes round in a campaign.
   *
   * @param retired questions that are shown no more
   * @param shown answers to gold
   * @param people who have labelled anything
   */
  public record GoldShown(long retired, long shown, long people) {}

  public GoldShown goldShown(int campaign) {
    return one(
        campaign,
        """
        select (select count(*) from item where campaign = :c and stage = 'gold' and not open),
          count(*) filter (where stage = 'gold'), count(distinct member)
        from lease where campaign = :c and state = 'done'
        """,
        (row, context) -> new GoldShown(row.getLong(1), row.getLong(2), row.getLong(3)));
  }

  /** How far people who saw the same item agree. */
  public PeoplesAgreement agreement(Campaign campaign) {
    return new AgreementReader(jdbi).of(campaign);
  }

  private <T> T one(int campaign, String sql, RowMapper<T> mapper) {
    return jdbi.withHandle(h -> h.createQuery(sql).bind("c", campaign).map(mapper).one());
  }
}
