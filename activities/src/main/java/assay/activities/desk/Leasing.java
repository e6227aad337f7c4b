package assay.activities.desk;

import assay.activities.store.Budget;
import assay.activities.store.Campaigns;
import assay.activities.store.Campaigns.Campaign;
import assay.domain.PairwiseComparison;
import assay.domain.Stage;
import assay.domain.policy.GoldPolicy;
import assay.domain.spec.CampaignSpec;
import java.math.BigDecimal;
import java.time.Clock;
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
    Taking taking =
        Taking.of(
            spec,
            annotator,
            last.stage(),
            last.stage() == Stage.EXPERT,
            last.member(),
            swapped(campaign, random));
    return Transactions.atOnce(jdbi, h -> taking.atOnce(h, name, campaign.id(), last.gold()))
        .flatMap(taken -> taken)
        .map(taken -> handed(taking, taken, last.gold()));
  }

  private Task handed(Taking taking, Taking.Taken taken, Members.Gold gold) {
    Tasks.Handed lease = taken.lease();
    recent.put(
        taking.annotator(),
        new Recent.Given(
            lease.number(),
            lease.item(),
            lease.campaign(),
            taken.pair(),
            taking.stage(),
            lease.swapped(),
            taking.member(),
            gold,
            lease.hourlyUsd(),
            clock.instant()));
    return tasks.of(lease, taken.texts());
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
    recent.hides(campaign);
    Choice.Place place = shown(h, annotator, campaign, chosen, drawn);
    Integer known = chosen.member();
    int member = known == null ? Members.number(h, real.campaign(), annotator) : known;
    Taking taking =
        Taking.of(
            spec,
            annotator,
            place.stage(),
            real.stage() == Stage.EXPERT,
            member,
            swapped(h, annotator, place));
    Taking.Taken taken = taking.instead(h, real, place).orElseThrow(Transactions.Changed::new);
    return place.equals(real)
        ? handed(taking, taken, chosen.gold())
        : tasks.of(taken.lease(), taken.texts());
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
