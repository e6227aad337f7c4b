package assay.activities.desk;

import assay.activities.store.Budget;
import assay.activities.store.Campaigns;
import assay.activities.store.Campaigns.Campaign;
import assay.domain.PairwiseComparison;
import assay.domain.Stage;
import assay.domain.Wire;
import assay.domain.policy.GoldPolicy;
import assay.domain.spec.CampaignSpec;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Hands out leases, one at a time to each person.
 *
 * <p>A place is taken by raising {@code leased} under the item's lock, so that no item ever has
 * more leases and judgments than places. Gold and repeated items are shown in place of a real item
 * that stays free.
 */
final class Leasing {
  private static final int BETWEEN_BOOKMARKS = 32;

  private static final String TAKE =
      """
      with place as (
        update item set leased = leased + 1, moved = pg_current_xact_id()
        where id = :real and not :aside),
      seat as (
        insert into seat (campaign, pair, annotator, state)
        select :campaign, :pair, :annotator, 'leased' where not :repeat
        on conflict (campaign, pair, annotator) do update set state = 'leased', last_until = null
        where seat.state = 'lapsed'
        returning true),
      taken as (
        insert into lease (item, campaign, batch, pair, stage, annotator, member, swapped, stand_in,
          expires_at, pay_usd, hourly_usd)
        values (:item, :campaign, :batch, :pair, :stage, :annotator, :member, :swapped,
          case when :aside then :real end, clock_timestamp() + :length, :pay, :hourly)
        on conflict (annotator) where state = 'active' do nothing
        returning number, campaign, pair, expires_at)
      select l.number, l.expires_at, %s from taken l join pair p on p.campaign = l.campaign and p.ix = l.pair
      where :repeat or exists (select from seat)
      """
          .formatted(Tasks.Texts.COLUMNS);

  private final Jdbi jdbi;
  private final Campaigns campaigns;
  private final Tasks tasks;
  private final Handing handing;
  private final Practice practice;
  private final RandomGenerator random;

  Leasing(
      Jdbi jdbi,
      Campaigns campaigns,
      Tasks tasks,
      Handing handing,
      Practice practice,
      RandomGenerator random) {
    this.practice = practice;
    this.jdbi = jdbi;
    this.campaigns = campaigns;
    this.tasks = tasks;
    this.handing = handing;
    this.random = random;
  }

  Optional<Task> next(int annotator, @Nullable String campaign) {
    return Transactions.in(jdbi, h -> next(h, annotator, campaign));
  }

  private Optional<Task> next(Handle h, int annotator, @Nullable String campaign) {
    if (random.nextInt(BETWEEN_BOOKMARKS) == 0) {
      Locks.person(h, annotator);
      Bookmarks.move(h, annotator);
    }
    Choice.Held person = Choice.held(h, annotator, campaign);
    if (!person.active()) {
      throw Refusals.suspended();
    }
    if (person.looking()) {
      Looking.end(h, annotator, id -> campaigns.get(id).spec());
    }
    boolean known = campaign == null || campaigns.find(campaign).isPresent();
    Optional<Choice.Chosen> chosen =
        person.chosen().isPresent() || !known || person.practising() != null
            ? person.chosen()
            : Choice.of(h, annotator, campaign);
    if (chosen.isPresent()) {
      return chosen.map(place -> lease(h, annotator, place));
    }
    Optional<LeaseRow> inHand = LeaseRow.inHand(h, annotator);
    if (inHand.isPresent() && !inHand.get().expired()) {
      return Optional.of(tasks.of(h, inHand.get()));
    }
    if (!known) {
      throw DeskRefusal.notFound("There is no campaign named " + campaign + ".");
    }
    if (inHand.isPresent()) {
      handing.lapse(h, inHand.get().number());
      return next(h, annotator, campaign);
    }
    return practice
        .goOn(h, annotator, person, campaign)
        .or(() -> Choice.of(h, annotator, campaign).map(place -> lease(h, annotator, place)))
        .or(() -> practice.next(h, annotator, campaign));
  }

  private Task lease(Handle h, int annotator, Choice.Chosen chosen) {
    Choice.Place real = chosen.place();
    Campaign campaign = campaigns.get(real.campaign());
    CampaignSpec spec = campaign.spec();
    boolean expert = real.stage() == Stage.EXPERT;
    Choice.Place place = shown(h, annotator, campaign, chosen);
    Integer member = chosen.member();
    boolean swapped = swapped(h, annotator, place);
    BigDecimal pay = expert ? spec.expertPay() : spec.reviewPay();
    BigDecimal hourly = spec.hourly(expert).orElse(null);
    return h.createQuery(TAKE)
        .bind("real", real.item())
        .bind("aside", place.stage().aside())
        .bind("repeat", place.stage() == Stage.REPEAT)
        .bind("item", place.item())
        .bind("campaign", place.campaign())
        .bind("batch", place.batch())
        .bind("pair", place.pair())
        .bind("stage", Wire.name(place.stage()))
        .bind("annotator", annotator)
        .bind("member", member == null ? Members.number(h, real.campaign(), annotator) : member)
        .bind("swapped", swapped)
        .bind("length", spec.review().lease())
        .bind("pay", pay)
        .bind("hourly", hourly)
        .map(
            (row, context) ->
                tasks.of(
                    new Tasks.Handed(
                        row.getLong("number"),
                        place.item(),
                        place.campaign(),
                        swapped,
                        row.getObject("expires_at", OffsetDateTime.class).toInstant(),
                        pay,
                        hourly),
                    Tasks.Texts.map(row, context)))
        .findOne()
        .orElseThrow(Transactions.Changed::new);
  }

  /** The real item, or now and then a gold question or a repeated item in its place. */
  private Choice.Place shown(Handle h, int annotator, Campaign campaign, Choice.Chosen chosen) {
    Choice.Place real = chosen.place();
    Members.Gold seen = chosen.gold();
    CampaignSpec spec = campaign.spec();
    boolean expert = real.stage() == Stage.EXPERT;
    // An expert sees what people said of each item; of a gold question they said too much alike.
    double gold =
        expert && spec.escalation().secondLook()
            ? 0
            : GoldPolicy.share(spec, campaign.gold(), seen.seen(), seen.right());
    double repeats = expert ? 0 : spec.quality().repeatFraction();
    double drawn = random.nextDouble();
    Optional<Choice.Place> aside =
        drawn < gold
            ? unseenGold(h, annotator, real)
            : drawn < gold + repeats ? Repeats.draw(h, annotator, real) : Optional.empty();
    BigDecimal most = expert ? spec.mostExpertPay() : spec.mostReviewPay();
    return aside
        .filter(found -> Budget.allowsGold(h, real.campaign(), real.batch(), most))
        .orElse(real);
  }

  /** Drawn; two responses that are shown again come in the other order. */
  private boolean swapped(Handle h, int annotator, Choice.Place place) {
    Campaign campaign = campaigns.get(place.campaign());
    boolean drawn = swapped(campaign, random);
    if (place.stage() != Stage.REPEAT || !(campaign.spec().task() instanceof PairwiseComparison)) {
      return drawn;
    }
    return Repeats.first(h, annotator, place.item()).map(first -> !first.swapped()).orElse(drawn);
  }

  /** The coin for two responses; of other items the order is drawn from the lease's number. */
  static boolean swapped(Campaign campaign, RandomGenerator random) {
    return campaign.spec().task() instanceof PairwiseComparison && random.nextBoolean();
  }

  private static Optional<Choice.Place> unseenGold(Handle h, int annotator, Choice.Place real) {
    return h.createQuery(
            """
            select i.id, i.pair from item i
            where i.campaign = :campaign and i.stage = 'gold' and i.open and not exists (
              select 1 from seat s
              where s.campaign = i.campaign and s.pair = i.pair and s.annotator = :me)
            order by random() limit 1
            """)
        .bind("campaign", real.campaign())
        .bind("me", annotator)
        .map(
            (row, context) ->
                new Choice.Place(
                    row.getLong("id"),
                    real.campaign(),
                    real.batch(),
                    row.getInt("pair"),
                    Stage.GOLD))
        .findOne();
  }
}
