package assay.activities.desk;

import assay.activities.store.Campaigns;
import assay.domain.Stage;
import assay.domain.Wire;
import assay.domain.spec.CampaignSpec;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Hands out leases, one at a time to each person.
 *
 * <p>A place is taken by raising {@code leased} under the item's lock, so that no item ever has
 * more leases and judgments than places. Gold is shown in place of a real item that stays free.
 */
final class Leasing {
  private static final String FREE =
      """
      select i.id, i.campaign, i.batch, i.pair, i.stage
      from %s join campaign c on c.id = i.campaign
      where i.open and i.stage <> 'gold' and i.done + i.leased < i.wanted
        and i.tier = :tier and (i.higher or :own)
        and c.status = 'running' and c.paused_since is null and not c.cancel_requested
        and (cast(:campaign as text) is null or c.name = :campaign)
        and %s
      order by i.priority desc, (i.wanted - i.done - i.leased), i.id
      limit 1 for update of i skip locked
      """;

  private static final String UNSEEN =
      FREE.formatted(
          "item i",
          """
          not exists (
            select 1 from seat s
            where s.campaign = i.campaign and s.pair = i.pair and s.annotator = :me
              and (s.state <> 'lapsed' or s.last_until > clock_timestamp()))\
          """);

  private static final String LATELY_LAPSED =
      FREE.formatted(
          "seat s join item i on i.campaign = s.campaign and i.pair = s.pair",
          "s.annotator = :me and s.state = 'lapsed'");

  private record Place(long item, int campaign, int batch, int pair, Stage stage) {}

  private final Jdbi jdbi;
  private final Campaigns campaigns;
  private final Tasks tasks;
  private final Handing handing;
  private final RandomGenerator random;

  Leasing(Jdbi jdbi, Campaigns campaigns, Tasks tasks, Handing handing, RandomGenerator random) {
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
    Locks.Person person = Locks.person(h, annotator);
    Optional<LeaseRow> inHand = LeaseRow.inHand(h, annotator);
    if (inHand.isPresent()) {
      if (!inHand.get().expired()) {
        return Optional.of(tasks.of(h, inHand.get()));
      }
      handing.lapse(h, inHand.get().number());
    }
    if (campaign != null && campaigns.find(campaign).isEmpty()) {
      throw DeskRefusal.notFound("There is no campaign named " + campaign + ".");
    }
    return free(h, person, campaign).map(place -> tasks.of(h, lease(h, person, place)));
  }

  /** The person's own tier first: what only they can do comes before what others can do too. */
  private static Optional<Place> free(Handle h, Locks.Person person, @Nullable String campaign) {
    for (String choice : List.of(UNSEEN, LATELY_LAPSED)) {
      for (int tier = person.tier(); tier >= 0; tier--) {
        Optional<Place> place =
            h.createQuery(choice)
                .bind("tier", tier)
                .bind("own", tier == person.tier())
                .bind("campaign", campaign)
                .bind("me", person.id())
                .map(
                    (row, context) ->
                        new Place(
                            row.getLong("id"),
                            row.getInt("campaign"),
                            row.getInt("batch"),
                            row.getInt("pair"),
                            Wire.parse(Stage.class, row.getString("stage")).orElseThrow()))
                .findOne();
        if (place.isPresent()) {
          return place;
        }
      }
    }
    return Optional.empty();
  }

  private LeaseRow lease(Handle h, Locks.Person person, Place real) {
    CampaignSpec spec = campaigns.get(real.campaign).spec();
    Optional<Place> gold =
        random.nextDouble() < spec.review().goldFraction()
            ? unseenGold(h, person, real)
            : Optional.empty();
    Place place = gold.orElse(real);
    if (gold.isEmpty()) {
      h.createUpdate("update item set leased = leased + 1 where id = :id")
          .bind("id", real.item)
          .execute();
    }
    Seats.set(h, place.campaign, place.pair, person.id(), Seats.LEASED);
    BigDecimal pay = real.stage == Stage.EXPERT ? spec.expertPay() : spec.reviewPay();
    long number =
        h.createQuery(
                """
                insert into lease (item, campaign, batch, pair, stage, annotator, member, swapped,
                  stand_in, expires_at, pay_usd)
                values (:item, :campaign, :batch, :pair, :stage, :annotator, :member, :swapped,
                  :standIn, clock_timestamp() + :length, :pay)
                returning number
                """)
            .bind("item", place.item)
            .bind("campaign", place.campaign)
            .bind("batch", place.batch)
            .bind("pair", place.pair)
            .bind("stage", Wire.name(place.stage))
            .bind("annotator", person.id())
            .bind("member", Members.number(h, place.campaign, person.id()))
            .bind("swapped", random.nextBoolean())
            .bind("standIn", gold.isPresent() ? Long.valueOf(real.item) : null)
            .bind("length", spec.review().lease())
            .bind("pay", pay)
            .mapTo(Long.class)
            .one();
    return LeaseRow.find(h, number).orElseThrow();
  }

  private static Optional<Place> unseenGold(Handle h, Locks.Person person, Place real) {
    return h.createQuery(
            """
            select i.id, i.pair from item i
            where i.campaign = :campaign and i.stage = 'gold' and not exists (
              select 1 from seat s
              where s.campaign = i.campaign and s.pair = i.pair and s.annotator = :me)
            order by random() limit 1
            """)
        .bind("campaign", real.campaign)
        .bind("me", person.id())
        .map(
            (row, context) ->
                new Place(
                    row.getLong("id"), real.campaign, real.batch, row.getInt("pair"), Stage.GOLD))
        .findOne();
  }
}
