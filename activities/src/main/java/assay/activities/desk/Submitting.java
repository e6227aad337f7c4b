package assay.activities.desk;

import assay.activities.store.Campaigns;
import assay.activities.store.Campaigns.Campaign;
import assay.activities.store.Json;
import assay.activities.store.Pairs;
import assay.domain.Answer;
import assay.domain.Flag;
import assay.domain.Pair;
import assay.domain.Stage;
import assay.domain.TaskType;
import assay.domain.Wire;
import assay.domain.spec.CampaignSpec;
import assay.domain.spec.CampaignSpec.Review;
import assay.domain.spec.Wages;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Takes labels in.
 *
 * <p>One short transaction each: lease, seat, places and event are committed together, before the
 * person is told. Done is looked at before expired, so a repeated submit always gets its reply.
 */
final class Submitting {
  /**
   * What a request begins with: the person is held, and their lease is read. What a request of the
   * same person changed while this one waited is not seen; {@link #ACCEPT} finds that.
   */
  private static final String HELD =
      """
      with person as materialized (
        select id, active from account
        where id = :me and role = 'annotator' for no key update)
      select p.active, %s,
        not exists (
          select from item i
          where i.campaign = l.campaign and i.pair = l.pair and i.id <> l.item and i.open
            and i.stage <> 'gold') as alone,
        coalesce((
          select m.standing = 'failing' from member m
          where m.campaign = l.campaign and m.number = l.member), false) as failing
      from person p left join lease l on l.number = :number and l.annotator = p.id
      """
          .formatted(LeaseRow.COLUMNS);

  /**
   * Everything that a label changes whenever there is one; nothing when its lease is not in hand
   * any more, or its item was closed meanwhile. The item is locked before the lease.
   */
  private static final String ACCEPT =
      """
      with place as (
        update item i set leased = i.leased - 1, done = i.done + cast(:counted as int),
          moved = case when :counted then i.moved else pg_current_xact_id() end
        where i.id = :item and :place and i.leased > 0 and (i.open or :late)
        returning i.campaign, i.pair, i.lane, i.done < i.wanted as wanting),
      done as (
        update lease set state = 'done', ended_at = clock_timestamp(), request = :request,
          reply = :reply, answer = :answer, shown_answer = :shown, tenths = :tenths,
          flags = :flags, counted = :counted, why = :why, confidence = :confidence,
          dimensions = :dimensions, comment = :comment, pay_usd = coalesce(:pay, pay_usd)
        where number = :number and state = 'active' and expires_at > clock_timestamp()
          and (not :place or exists (select from place))
        returning campaign, batch, pair, stage, member, annotator, number),
      seated as (
        insert into seat (campaign, pair, annotator, state)
        select campaign, pair, annotator, 'judged' from done where :seat
        on conflict (campaign, pair, annotator) do update set state = 'judged', last_until = null),
      told as (
        insert into event (campaign, batch, kind, pair, stage, member, lease)
        select campaign, batch, :told, pair, stage, member, number from done
        where cast(:told as text) is not null)
      select exists (select from done) as accepted,
        coalesce((
          select case when i.wanting then (
            select 1 from may_see w
            where w.lane = i.lane and w.annotator <> :me and not exists (
              select 1 from seat s
              where s.campaign = i.campaign and s.pair = i.pair
                and s.annotator = w.annotator and s.state in ('judged', 'skipped'))
            limit 1) is null else false end
          from place i), true) as last
      """;

  /**
   * A lease whose person is held.
   *
   * @param alone whether nothing else is open on its pair
   * @param failing whether its person is, see {@link Pausing}
   */
  private record Held(LeaseRow lease, boolean alone, boolean failing) {}

  /**
   * @param last whether the item needs labels and may have nobody left who could give one
   */
  private record Written(boolean accepted, boolean last) {}

  private final Jdbi jdbi;
  private final Campaigns campaigns;
  private final Practice practice;
  private final Pausing pausing;

  Submitting(Jdbi jdbi, Campaigns campaigns, Practice practice, RandomGenerator random) {
    this.practice = practice;
    this.jdbi = jdbi;
    this.campaigns = campaigns;
    this.pausing = new Pausing(random);
  }

  Receipt submit(int annotator, long number, Submission submission) {
    return Transactions.in(jdbi, h -> submit(h, annotator, number, submission));
  }

  private Receipt submit(Handle h, int annotator, long number, Submission submission) {
    Optional<Held> mine = held(h, annotator, number);
    if (mine.isEmpty()) {
      return practice
          .submit(h, annotator, number, submission)
          .orElseThrow(() -> DeskRefusal.notFound("You have no lease number " + number + "."));
    }
    LeaseRow lease = mine.get().lease;
    Campaign campaign = campaigns.get(lease.campaign());
    TaskType task = campaign.spec().task();
    Answer shown = AnswerForm.read(task, submission.answer(), () -> item(h, lease));
    checkDimensions(campaign.spec(), submission);
    return switch (lease.state()) {
      case ACTIVE -> {
        if (lease.expired()) {
          throw Refusals.expired(number);
        }
        LockedLease locked = LockedLease.around(h, lease, mine.get().alone);
        yield accept(h, campaign, locked, mine.get().failing, submission, shown);
      }
      case DONE -> again(lease, submission.canonical(task.json(shown)));
      case LAPSED, RETURNED -> throw Refusals.expired(number);
      case SKIPPED -> throw Refusals.skipped(number);
      case WITHDRAWN -> {
        if (Objects.equals(lease.why(), "superseded")) {
          yield again(lease, submission.canonical(task.json(shown)));
        }
        throw DeskRefusal.conflict(
            "You took the label of lease %d back; ask for work to get the item again."
                .formatted(number));
      }
    };
  }

  /** Empty when the person has no such lease. */
  private static Optional<Held> held(Handle h, int annotator, long number) {
    return h.createQuery(HELD)
        .bind("me", annotator)
        .bind("number", number)
        .map(
            (row, context) -> {
              if (!row.getBoolean("active")) {
                throw Refusals.suspended();
              }
              return row.getObject("number") == null
                  ? Optional.<Held>empty()
                  : Optional.of(
                      new Held(
                          LeaseRow.map(row, context),
                          row.getBoolean("alone"),
                          row.getBoolean("failing")));
            })
        .findOne()
        .orElseThrow(() -> Refusals.noAnnotator(annotator));
  }

  /** What was shown under a lease, without its known answer. */
  private static Pair item(Handle h, LeaseRow lease) {
    return Pairs.one(h, lease.campaign(), lease.pair());
  }

  private static Receipt again(LeaseRow done, String request) {
    if (!request.equals(done.request())) {
      throw DeskRefusal.conflict(
          "Lease %d already has another label; take that one back first (undo)."
              .formatted(done.number()));
    }
    return Json.read(Objects.requireNonNull(done.reply()), Receipt.class);
  }

  private Receipt accept(
      Handle h,
      Campaign campaign,
      LockedLease lease,
      boolean failing,
      Submission submission,
      Answer shown) {
    CampaignSpec spec = campaign.spec();
    LeaseRow row = lease.row();
    TaskType task = spec.task();
    Answer answer = shown.whenShown(Tasks.order(campaign, row, shown.responses()));
    int tenths = tenths(spec.review(), row, submission);
    List<String> told = speedFlags(spec.review(), tenths);
    List<String> flags = new ArrayList<>(told);
    flags.addAll(hiddenFlags(h, spec, row, answer));
    boolean looks = row.stage() == Stage.EXPERT && spec.escalation().secondLook() && !lease.late();
    Receipt receipt = looks ? Receipt.of(told).withSecondLook() : Receipt.of(told);
    boolean counted = !lease.late() && row.stage() != Stage.REPEAT;
    String why = lease.late() ? "late" : row.stage() == Stage.REPEAT ? "repeat" : null;
    Written written =
        h.createQuery(ACCEPT)
            .bind("number", row.number())
            .bind("request", submission.canonical(task.json(shown)))
            .bind("reply", Json.write(receipt))
            .bind("answer", answer.encode())
            .bind("shown", shown.encode())
            .bind("tenths", tenths)
            .bindArray("flags", String.class, flags)
            .bind("counted", counted)
            .bind("why", why)
            .bind("pay", measuredPay(spec, row, tenths))
            .bind("confidence", submission.confidence())
            .bind(
                "dimensions",
                submission.dimensions().isEmpty() ? null : Json.write(submission.dimensions()))
            .bind("comment", submission.comment())
            .bind("me", row.annotator())
            .bind("item", row.item())
            .bind("late", lease.late())
            .bind("place", !row.aside())
            .bind("seat", row.stage() != Stage.REPEAT)
            .bind("told", looks ? null : counted ? "judged" : "late")
            .map(
                (columns, context) ->
                    new Written(columns.getBoolean("accepted"), columns.getBoolean("last")))
            .one();
    if (!written.accepted) {
      throw new Transactions.Changed();
    }
    if (looks) {
      Looking.begin(h, row, Revising.length(campaign));
    }
    boolean fails = failing || flags.contains(Wire.name(Flag.BELOW_GOLD_THRESHOLD));
    if (fails && Pausing.labelled(h, spec, row)) {
      Exhaustion.fewerPeople(h, campaign.id());
    }
    Bonuses.labelled(h, spec, row);
    if (counted) {
      Members.reviewed(h, campaign, row, 1);
    }
    if (!looks && (written.last || lease.items().size() > 1)) {
      Exhaustion.ofItems(h, spec, lease.items());
    }
    lease.tellIfDrained(h);
    return receipt;
  }

  /** By the hour, what the time came to; by the task, what was promised with the lease stays. */
  private static @Nullable BigDecimal measuredPay(CampaignSpec spec, LeaseRow row, int tenths) {
    BigDecimal hourly = row.hourlyUsd();
    return hourly == null ? null : Wages.measured(hourly, tenths, spec.review().maxSeconds());
  }

  private static int tenths(Review review, LeaseRow row, Submission submission) {
    long own = row.ownTenths() + row.earlier();
    BigDecimal seconds = submission.seconds();
    if (seconds == null) {
      return clamp(own);
    }
    if (seconds.signum() < 0) {
      throw DeskRefusal.invalid("seconds: must not be negative.");
    }
    long reported =
        seconds
            .min(BigDecimal.valueOf(Integer.MAX_VALUE / 10))
            .movePointRight(1)
            .setScale(0, RoundingMode.HALF_UP)
            .longValueExact();
    return switch (review.seconds()) {
      case MEASURED -> clamp(Math.min(reported, row.ownTenths()) + row.earlier());
      case REPORTED -> clamp(reported);
    };
  }

  private static int clamp(long tenths) {
    return (int) Math.min(tenths, Integer.MAX_VALUE);
  }

  private static List<String> speedFlags(Review review, int tenths) {
    double seconds = tenths / 10.0;
    if (seconds < review.minSeconds()) {
      return List.of(Wire.name(Flag.TOO_FAST));
    }
    return seconds > review.maxSeconds() ? List.of(Wire.name(Flag.TOO_SLOW)) : List.of();
  }

  /** Those that the person is not told of, for they would tell what kind of item it was. */
  private List<String> hiddenFlags(Handle h, CampaignSpec spec, LeaseRow row, Answer answer) {
    return switch (row.stage()) {
      case GOLD -> goldFlags(h, spec, row, answer);
      case REPEAT ->
          Repeats.first(h, row.annotator(), row.item())
              .filter(first -> !spec.task().right(answer, spec.task().decode(first.answer())))
              .map(first -> List.of(Wire.name(Flag.INCONSISTENT)))
              .orElse(List.of());
      case REVIEW, SPOT_CHECK, EXPERT -> List.of();
    };
  }

  private List<String> goldFlags(Handle h, CampaignSpec spec, LeaseRow row, Answer answer) {
    boolean right = right(h, spec.task(), row, answer);
    List<String> flags = new ArrayList<>();
    if (!right) {
      flags.add(Wire.name(Flag.GOLD_INCORRECT));
    }
    if (pausing.fails(h, spec, row, right)) {
      flags.add(Wire.name(Flag.BELOW_GOLD_THRESHOLD));
    }
    return flags;
  }

  private static boolean right(Handle h, TaskType task, LeaseRow row, Answer answer) {
    String known =
        h.createQuery("select gold from pair where campaign = :campaign and ix = :pair")
            .bind("campaign", row.campaign())
            .bind("pair", row.pair())
            .mapTo(String.class)
            .one();
    return task.right(answer, task.decode(known));
  }

  static void checkDimensions(CampaignSpec spec, Submission submission) {
    List<String> known = spec.rubric().stream().map(CampaignSpec.Criterion::name).toList();
    for (String name : submission.dimensions().keySet()) {
      if (!known.contains(name)) {
        throw DeskRefusal.invalid(
            known.isEmpty()
                ? "dimensions: this campaign has no rubric; leave them out."
                : "dimensions: \"%s\" is not in this campaign's rubric; it has %s."
                    .formatted(name, String.join(", ", known)));
      }
    }
  }
}
