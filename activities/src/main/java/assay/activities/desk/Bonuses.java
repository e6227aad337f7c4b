package assay.activities.desk;

import assay.activities.store.Budget;
import assay.activities.store.Campaigns;
import assay.activities.store.Campaigns.Campaign;
import assay.domain.spec.CampaignSpec;
import assay.domain.spec.Wages;
import java.math.BigDecimal;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Pays what comes on top of judgments: the spec's bonus, and what a manager gives with a reason.
 *
 * <p>The spec's bonus is decided in the transaction of the label that completes it, once for each
 * time, by gold questions at least ten labels back: what a person earns does not tell which label
 * was gold. Its money was reserved with the batches, a share with each judgment.
 */
public final class Bonuses {
  private static final int LATE_BY = 10;

  /**
   * A bonus that a manager gave.
   *
   * @param annotator the number in the campaign, as {@code w3}
   */
  public record Given(long id, String campaign, String annotator, BigDecimal usd, String reason) {}

  private final Jdbi jdbi;
  private final Campaigns campaigns;

  public Bonuses(Jdbi jdbi) {
    this.jdbi = jdbi;
    this.campaigns = new Campaigns(jdbi);
  }

  /**
   * Gives a person something extra for their work in a campaign.
   *
   * @param key the manager's own name for it; the same again is the same bonus, null for none
   * @param by the manager's account, null at the command line
   */
  public Given give(
      String name,
      int annotator,
      BigDecimal usd,
      String reason,
      @Nullable String key,
      @Nullable Integer by) {
    Campaign campaign =
        campaigns
            .find(name)
            .orElseThrow(() -> DeskRefusal.notFound("There is no campaign named " + name + "."));
    if (usd.signum() <= 0 || usd.stripTrailingZeros().scale() > 2) {
      throw DeskRefusal.invalid("usd: must be an amount in US dollars and whole cents above 0.");
    }
    if (reason.isBlank()) {
      throw DeskRefusal.invalid("reason: say in a few words what it is for.");
    }
    return Transactions.in(jdbi, h -> give(h, campaign, annotator, usd, reason, key, by));
  }

  private static Given give(
      Handle h,
      Campaign campaign,
      int annotator,
      BigDecimal usd,
      String reason,
      @Nullable String key,
      @Nullable Integer by) {
    String name = campaign.spec().campaign();
    Locks.account(h, annotator);
    int member =
        Members.find(h, campaign.id(), annotator)
            .orElseThrow(
                () ->
                    DeskRefusal.conflict(
                        "This person has not worked in campaign %s; a bonus is for work."
                            .formatted(name)));
    Optional<Given> before = key == null ? Optional.empty() : find(h, campaign, key);
    if (before.isPresent()) {
      Given same = before.get();
      if (!same.annotator.equals("w" + member) || same.usd.compareTo(usd) != 0) {
        throw DeskRefusal.conflict(
            "There is already another bonus with the key %s.".formatted(key));
      }
      return same;
    }
    if (!Budget.extend(h, campaign.id(), Budget.GIVEN, usd)) {
      throw DeskRefusal.conflict(
          "The budget of campaign %1$s does not hold $%2$s more; raise it first with: ./assay campaign budget %1$s USD"
              .formatted(name, usd.toPlainString()));
    }
    long id =
        h.createQuery(
                """
                insert into bonus (campaign, member, key, usd, reason, given_by)
                values (:campaign, :member, :key, :usd, :reason, :by) returning id
                """)
            .bind("campaign", campaign.id())
            .bind("member", member)
            .bind("key", key)
            .bind("usd", usd)
            .bind("reason", reason)
            .bind("by", by)
            .mapTo(Long.class)
            .one();
    return new Given(id, name, "w" + member, Dollars.plain(usd), reason);
  }

  private static Optional<Given> find(Handle h, Campaign campaign, String key) {
    return h.createQuery("select * from bonus where campaign = :campaign and key = :key")
        .bind("campaign", campaign.id())
        .bind("key", key)
        .map(
            (row, context) ->
                new Given(
                    row.getLong("id"),
                    campaign.spec().campaign(),
                    "w" + row.getInt("member"),
                    Dollars.plain(row.getBigDecimal("usd")),
                    row.getString("reason")))
        .findOne();
  }

  /** Counts a label, and decides the spec's bonus when it is time. */
  static void labelled(Handle h, CampaignSpec spec, LeaseRow lease) {
    Wages.Bonus bonus = spec.review().wages().bonus();
    if (bonus == null) {
      return;
    }
    int labels = count(h, lease, 1);
    if (labels % bonus.after() == 0) {
      decide(h, bonus, lease, labels / bonus.after());
    }
  }

  static void takenBack(Handle h, CampaignSpec spec, LeaseRow lease) {
    if (spec.review().wages().bonus() != null) {
      count(h, lease, -1);
    }
  }

  private static int count(Handle h, LeaseRow lease, int change) {
    return h.createQuery(
            """
            update member set handed_in = handed_in + :change
            where campaign = :campaign and number = :member returning handed_in
            """)
        .bind("change", change)
        .bind("campaign", lease.campaign())
        .bind("member", lease.member())
        .mapTo(Integer.class)
        .one();
  }

  /** Once for each time, also when the label was taken back and given again. */
  private static void decide(Handle h, Wages.Bonus bonus, LeaseRow lease, int nth) {
    h.createUpdate(
            """
            insert into bonus (campaign, member, nth, usd, reason)
            select :campaign, :member, :nth,
              case when count(*) filter (where not 'gold_incorrect' = any(flags))
                >= :least * count(*) then :usd else 0 end, :reason
            from (select stage, flags from lease
                  where annotator = :me and campaign = :campaign and state = 'done'
                  order by number desc offset :late) seen
            where stage = 'gold'
            on conflict (campaign, member, nth) do nothing
            """)
        .bind("campaign", lease.campaign())
        .bind("member", lease.member())
        .bind("nth", nth)
        .bind("least", bonus.minGold())
        .bind("usd", bonus.usd())
        .bind("reason", "for %d judgments".formatted((long) nth * bonus.after()))
        .bind("me", lease.annotator())
        .bind("late", LATE_BY)
        .execute();
  }
}
