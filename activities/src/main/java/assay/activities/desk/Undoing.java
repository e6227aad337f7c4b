package assay.activities.desk;

import assay.activities.store.Campaigns;
import assay.activities.store.Campaigns.Campaign;
import assay.domain.Flag;
import assay.domain.Judgment;
import assay.domain.PreferenceLabel;
import assay.domain.Stage;
import assay.domain.Wire;
import assay.domain.policy.Settlement;
import assay.domain.spec.CampaignSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Takes labels back while their items are not settled.
 *
 * <p>The desk asks the same rule as the workflow, so it never takes back what the workflow has
 * decided with. A label on gold is judged as if it had been given to the real item in whose place
 * the gold was shown: whether an undo works tells nothing about gold.
 */
final class Undoing {
  private final Jdbi jdbi;
  private final Campaigns campaigns;
  private final Tasks tasks;
  private final Handing handing;
  private final RandomGenerator random;

  private record Place(
      int campaign, int pair, Stage stage, int wanted, boolean open, boolean exhausted) {}

  Undoing(Jdbi jdbi, Campaigns campaigns, Tasks tasks, Handing handing, RandomGenerator random) {
    this.jdbi = jdbi;
    this.campaigns = campaigns;
    this.tasks = tasks;
    this.handing = handing;
    this.random = random;
  }

  Task undo(int annotator, long number) {
    return Transactions.in(jdbi, h -> undo(h, annotator, number));
  }

  private Task undo(Handle h, int annotator, long number) {
    Locks.person(h, annotator);
    LeaseRow seen = LeaseRow.mine(h, annotator, number);
    return switch (seen.state()) {
      case DONE -> takeBack(h, annotator, number);
      case WITHDRAWN ->
          LeaseRow.replacing(h, number)
              .filter(again -> again.state() == LeaseRow.State.ACTIVE && !again.expired())
              .map(again -> tasks.of(h, again))
              .orElseThrow(
                  () ->
                      DeskRefusal.conflict(
                          "The label of lease %d was taken back before.".formatted(number)));
      case ACTIVE, LAPSED, SKIPPED, RETURNED ->
          throw DeskRefusal.conflict("Lease %d has no label to take back.".formatted(number));
    };
  }

  private Task takeBack(Handle h, int annotator, long number) {
    Optional<LeaseRow> inHand = LeaseRow.inHand(h, annotator);
    List<Long> numbers = new ArrayList<>(List.of(number));
    inHand.ifPresent(lease -> numbers.add(lease.number()));
    List<LockedLease> locked = LockedLease.take(h, numbers);
    LockedLease done = locked.getFirst();
    if (done.late()
        || (!done.row().counted() && done.row().stage() != Stage.REPEAT)
        || Pausing.paused(h, done.row())
        || !unsettled(h, done.row())) {
      throw Refusals.decided();
    }
    if (locked.size() > 1) {
      giveBack(h, locked.get(1));
    }
    LeaseRow row = done.row();
    h.createUpdate(
            "update lease set state = 'withdrawn', counted = false, why = 'withdrawn'"
                + " where number = :number")
        .bind("number", number)
        .execute();
    if (row.gold()) {
      Members.answered(h, row, !row.flags().contains(Wire.name(Flag.GOLD_INCORRECT)), -1);
    } else if (!row.aside()) {
      h.createUpdate("update item set done = done - 1, leased = leased + 1 where id = :id")
          .bind("id", row.item())
          .execute();
    }
    Seats.set(h, row, Seats.LEASED);
    Events.withdrawn(h, row);
    Members.reviewed(h, campaigns.get(row.campaign()), row, -1);
    Bonuses.takenBack(h, campaigns.get(row.campaign()).spec(), row);
    return tasks.of(h, leaseAgain(h, row));
  }

  /** What was fetched meanwhile goes back as if it had never been shown. */
  private void giveBack(Handle h, LockedLease lease) {
    if (lease.row().state() != LeaseRow.State.ACTIVE) {
      return;
    }
    if (lease.row().expired()) {
      handing.lapse(h, lease);
      return;
    }
    Handing.end(h, lease, LeaseRow.State.RETURNED);
    lease.release(h, false, Seats.LEASED);
    Seats.forget(h, lease.row());
    lease.tellIfDrained(h);
  }

  private LeaseRow leaseAgain(Handle h, LeaseRow row) {
    long number =
        h.createQuery(
                """
                insert into lease (item, campaign, batch, pair, stage, annotator, member, swapped,
                  stand_in, replaces, earlier, expires_at, pay_usd, hourly_usd)
                select item, campaign, batch, pair, stage, annotator, member, :swapped,
                  stand_in, number, tenths, clock_timestamp() + :length, pay_usd, hourly_usd
                from lease where number = :number
                returning number
                """)
            .bind(
                "swapped",
                row.stage() == Stage.REPEAT
                    ? row.swapped()
                    : Leasing.swapped(campaigns.get(row.campaign()), random))
            .bind("length", campaigns.get(row.campaign()).spec().review().lease())
            .bind("number", row.number())
            .mapTo(Long.class)
            .one();
    return LeaseRow.find(h, number).orElseThrow();
  }

  private boolean unsettled(Handle h, LeaseRow row) {
    Campaign campaign = campaigns.get(row.campaign());
    long item = row.standIn() == null ? row.item() : row.standIn();
    Place place = place(h, item);
    if (!place.open) {
      return false;
    }
    List<Judgment> judgments = new ArrayList<>(judgments(h, campaign.spec(), item));
    if (row.aside()) {
      judgments.removeIf(judgment -> judgment.annotator() == row.member());
      judgments.add(
          new Judgment(
              place.pair,
              place.stage,
              row.member(),
              campaign.spec().task().decode(Objects.requireNonNull(row.answer())),
              row.tenths(),
              row.swapped(),
              row.number()));
    }
    return switch (settlement(h, campaign.spec(), place, judgments)) {
      case OPEN, ONE_MORE -> true;
      case SETTLED, ESCALATE -> false;
    };
  }

  private static Settlement settlement(
      Handle h, CampaignSpec spec, Place place, List<Judgment> judgments) {
    return switch (place.stage) {
      case REVIEW -> Settlement.review(spec, judgments, place.wanted, place.exhausted);
      case SPOT_CHECK ->
          Settlement.spotCheck(verdict(h, place).direction(), judgments, place.exhausted);
      case EXPERT -> Settlement.expert(spec.escalation(), judgments, place.exhausted);
      case GOLD, REPEAT -> throw new IllegalStateException("only real items are stood in for");
    };
  }

  private static Place place(Handle h, long item) {
    return h.createQuery(
            "select campaign, pair, stage, wanted, open, exhausted from item where id = :id")
        .bind("id", item)
        .map(
            (row, context) ->
                new Place(
                    row.getInt("campaign"),
                    row.getInt("pair"),
                    Wire.parse(Stage.class, row.getString("stage")).orElseThrow(),
                    row.getInt("wanted"),
                    row.getBoolean("open"),
                    row.getBoolean("exhausted")))
        .one();
  }

  private static List<Judgment> judgments(Handle h, CampaignSpec spec, long item) {
    return h.createQuery(
            """
            select l.pair, l.stage, l.member, l.answer, l.tenths, l.swapped, l.number
            from item i join lease l on l.campaign = i.campaign and l.pair = i.pair
            where i.id = :id and l.state = 'done' and l.counted
              and (l.item = i.id or i.stage = 'review' and l.batch <> i.batch and exists (
                select 1 from event e
                where e.campaign = i.campaign and e.batch = i.batch and e.lease = l.number))
            order by l.number
            """)
        .bind("id", item)
        .map(
            (row, context) ->
                new Judgment(
                    row.getInt("pair"),
                    Wire.parse(Stage.class, row.getString("stage")).orElseThrow(),
                    row.getInt("member"),
                    spec.task().decode(row.getString("answer")),
                    row.getInt("tenths"),
                    row.getBoolean("swapped"),
                    row.getLong("number")))
        .list();
  }

  private static PreferenceLabel verdict(Handle h, Place place) {
    return h.createQuery("select label from verdict where campaign = :campaign and ix = :pair")
        .bind("campaign", place.campaign)
        .bind("pair", place.pair)
        .mapTo(String.class)
        .findOne()
        .map(PreferenceLabel::of)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "a spot check of pair %d has no verdict".formatted(place.pair)));
  }
}
