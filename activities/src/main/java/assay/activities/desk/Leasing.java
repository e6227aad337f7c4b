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
import java.time.Clock;
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

  /**
   * The shares of what a person is shown in place of real items.
   *
   * @param repeats items that they have judged before
   */
  private record Aside(double gold, double repeats) {
    static Aside of(Campaign campaign, Stage stage, Members.Gold seen) {
      CampaignSpec spec = campaign.spec();
      boolean expert = stage == Stage.EXPERT;
      // An expert sees what people said of each item; of a gold question they said too much alike.
      return new Aside(
          expert && spec.escalation().secondLook()
              ? 0
              : GoldPolicy.share(spec, campaign.gold(), seen.seen(), seen.right()),
          expert ? 0 : spec.quality().repeatFraction());
    }

    double all() {
      return gold + repeats;
    }
  }

  /** What a lease changes; {@code %s} says which, in the columns of {@code wish}. */
  private static final String CHANGES =
      """
      place as (
        update item set leased = leased + 1, moved = pg_current_xact_id()
        from wish where item.id = wish.real and not wish.aside),
      seat as (
        insert into seat (campaign, pair, annotator, state)
        select campaign, pair, :annotator, 'leased' from wish where not repeat
        on conflict (campaign, pair, annotator) do update set state = 'leased', last_until = null
        where seat.state = 'lapsed'
        returning true),
      taken as (
        insert into lease (item, campaign, batch, pair, stage, annotator, member, swapped, stand_in,
          expires_at, pay_usd, hourly_usd)
        select item, campaign, batch, pair, stage, :annotator, member, :swapped,
          case when aside then real end, clock_timestamp() + :length, :pay, :hourly
        from wish
        on conflict (annotator) where state = 'active' do nothing
        returning number, campaign, pair, expires_at)
      """;

  private static final String TAKE =
      """
      with wish as materialized (
        select cast(:real as bigint) as real, cast(:item as bigint) as item,
          cast(:campaign as int) as campaign, cast(:batch as int) as batch,
          cast(:pair as int) as pair, cast(:stage as text) as stage,
          cast(:member as int) as member, cast(:aside as boolean) as aside,
          cast(:repeat as boolean) as repeat),
      %s
      select l.number, l.expires_at, %s
      from taken l join pair p on p.campaign = l.campaign and p.ix = l.pair
      where :repeat or exists (select from seat)
      """
          .formatted(CHANGES, Tasks.Texts.COLUMNS);

  /**
   * The choice and the lease in a transaction of one statement, if what is chosen is as it was last
   * time. What was written before somebody turned out to be in the way is undone by {@code
   * begin_again}.
   */
  private static final String TAKE_AT_ONCE =
      Choice.HELD
          + """
          , wish as materialized (
            select id as real, id as item, campaign, batch, pair, stage, number as member,
              false as aside, false as repeat
            from chosen
            where campaign = :in and stage = :stage and number = :member and gold_seen = :seen
              and gold_right = :right),
          %s
          select w.item, l.number, l.expires_at, %s,
            case when l.number is null or not exists (select from seat) then begin_again() end
          from wish w left join taken l on true
            left join pair p on p.campaign = l.campaign and p.ix = l.pair
          """
              .formatted(CHANGES, Tasks.Texts.COLUMNS);

  private final Jdbi jdbi;
  private final Campaigns campaigns;
  private final Tasks tasks;
  private final Handing handing;
  private final Practice practice;
  private final RandomGenerator random;
  private final Recent recent;
  private final Clock clock;

  Leasing(
      Jdbi jdbi,
      Campaigns campaigns,
      Tasks tasks,
      Handing handing,
      Practice practice,
      RandomGenerator random,
      Recent recent,
      Clock clock) {
    this.recent = recent;
    this.clock = clock;
    this.practice = practice;
    this.jdbi = jdbi;
    this.campaigns = campaigns;
    this.tasks = tasks;
    this.handing = handing;
    this.random = random;
  }

  Optional<Task> next(int annotator, @Nullable String campaign) {
    boolean bookmarks = random.nextInt(BETWEEN_BOOKMARKS) == 0;
    double drawn = random.nextDouble();
    Optional<Task> task =
        bookmarks
            ? Optional.empty()
            : recent.to(annotator).flatMap(last -> atOnce(annotator, campaign, last, drawn));
    return task.isPresent()
        ? task
        : Transactions.in(
            jdbi,
            h -> {
              if (bookmarks) {
                Locks.person(h, annotator);
                Bookmarks.move(h, annotator);
              }
              return next(h, annotator, campaign, drawn);
            });
  }

  /**
   * Goes on as last time: a real item of the same campaign and stage.
   *
   * @param drawn from 0 to 1; says whether something is shown in place of the real item
   * @return empty when something else comes next, or nothing; nothing has happened then
   */
  private Optional<Task> atOnce(
      int annotator, @Nullable String name, Recent.Given last, double drawn) {
    recent.forget(annotator);
    Campaign campaign = campaigns.get(last.campaign());
    CampaignSpec spec = campaign.spec();
    boolean other = name != null && !name.equals(spec.campaign());
    if (other || drawn < Aside.of(campaign, last.stage(), last.gold()).all()) {
      return Optional.empty();
    }
    boolean swapped = swapped(campaign, random);
    BigDecimal pay = pay(spec, last.stage());
    BigDecimal hourly = spec.hourly(last.stage() == Stage.EXPERT).orElse(null);
    try {
      return jdbi.withHandle(
          h ->
              h.createQuery(TAKE_AT_ONCE)
                  .bind("campaign", name)
                  .bind("me", annotator)
                  .bind("in", last.campaign())
                  .bind("stage", Wire.name(last.stage()))
                  .bind("member", last.member())
                  .bind("seen", last.gold().seen())
                  .bind("right", last.gold().right())
                  .bind("annotator", annotator)
                  .bind("swapped", swapped)
                  .bind("length", spec.review().lease())
                  .bind("pay", pay)
                  .bind("hourly", hourly)
                  .map(
                      (row, context) -> {
                        Tasks.Handed handed =
                            new Tasks.Handed(
                                row.getLong("number"),
                                row.getLong("item"),
                                last.campaign(),
                                swapped,
                                row.getObject("expires_at", OffsetDateTime.class).toInstant(),
                                pay,
                                hourly);
                        remember(annotator, handed, last.stage(), last.member(), last.gold());
                        return tasks.of(handed, Tasks.Texts.map(row, context));
                      })
                  .findOne());
    } catch (RuntimeException e) {
      if (Transactions.passes(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private void remember(
      int annotator, Tasks.Handed lease, Stage stage, int member, Members.Gold gold) {
    recent.put(
        annotator,
        new Recent.Given(
            lease.number(),
            lease.item(),
            lease.campaign(),
            stage,
            lease.swapped(),
            member,
            gold,
            lease.hourlyUsd(),
            clock.instant()));
  }

  private static BigDecimal pay(CampaignSpec spec, Stage stage) {
    return stage == Stage.EXPERT ? spec.expertPay() : spec.reviewPay();
  }

  private Optional<Task> next(Handle h, int annotator, @Nullable String campaign, double drawn) {
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
      return chosen.map(place -> lease(h, annotator, place, drawn));
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
      return next(h, annotator, campaign, drawn);
    }
    return practice
        .goOn(h, annotator, person, campaign)
        .or(() -> Choice.of(h, annotator, campaign).map(place -> lease(h, annotator, place, drawn)))
        .or(() -> practice.next(h, annotator, campaign));
  }

  private Task lease(Handle h, int annotator, Choice.Chosen chosen, double drawn) {
    Choice.Place real = chosen.place();
    Campaign campaign = campaigns.get(real.campaign());
    CampaignSpec spec = campaign.spec();
    Choice.Place place = shown(h, annotator, campaign, chosen, drawn);
    Integer known = chosen.member();
    int member = known == null ? Members.number(h, real.campaign(), annotator) : known;
    boolean swapped = swapped(h, annotator, place);
    BigDecimal pay = pay(spec, real.stage());
    BigDecimal hourly = spec.hourly(real.stage() == Stage.EXPERT).orElse(null);
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
        .bind("member", member)
        .bind("swapped", swapped)
        .bind("length", spec.review().lease())
        .bind("pay", pay)
        .bind("hourly", hourly)
        .map(
            (row, context) -> {
              Tasks.Handed handed =
                  new Tasks.Handed(
                      row.getLong("number"),
                      place.item(),
                      place.campaign(),
                      swapped,
                      row.getObject("expires_at", OffsetDateTime.class).toInstant(),
                      pay,
                      hourly);
              if (place.equals(real)) {
                remember(annotator, handed, real.stage(), member, chosen.gold());
              }
              return tasks.of(handed, Tasks.Texts.map(row, context));
            })
        .findOne()
        .orElseThrow(Transactions.Changed::new);
  }

  /** The real item, or now and then a gold question or a repeated item in its place. */
  private Choice.Place shown(
      Handle h, int annotator, Campaign campaign, Choice.Chosen chosen, double drawn) {
    Choice.Place real = chosen.place();
    CampaignSpec spec = campaign.spec();
    boolean expert = real.stage() == Stage.EXPERT;
    Aside shares = Aside.of(campaign, real.stage(), chosen.gold());
    Optional<Choice.Place> aside =
        drawn < shares.gold
            ? unseenGold(h, annotator, real)
            : drawn < shares.all() ? Repeats.draw(h, annotator, real) : Optional.empty();
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
