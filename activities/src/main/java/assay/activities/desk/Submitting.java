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
import assay.domain.measure.Ints;
import assay.domain.spec.CampaignSpec;
import assay.domain.spec.CampaignSpec.Review;
import assay.domain.spec.Wages;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
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
   * same person changed while this one waited is not seen; {@link Label} finds that.
   */
  private static final String HELD =
      """
      with person as materialized (
        select id, active from account
        where id = :me and role = 'annotator' for no key update)
      select p.active, %s, %s as alone, %s as failing
      from person p left join lease l on l.number = :number and l.annotator = p.id
      """
          .formatted(LeaseRow.COLUMNS, LeaseRow.ALONE, LeaseRow.FAILING);

  /**
   * A lease whose person is held.
   *
   * @param alone whether nothing else is open on its pair
   * @param failing whether its person is, see {@link Pausing}
   */
  private record Held(LeaseRow lease, boolean alone, boolean failing) {}

  private final Jdbi jdbi;
  private final Campaigns campaigns;
  private final Practice practice;
  private final Pausing pausing;
  private final Recent recent;
  private final Clock clock;

  Submitting(
      Jdbi jdbi,
      Campaigns campaigns,
      Practice practice,
      RandomGenerator random,
      Recent recent,
      Clock clock) {
    this.practice = practice;
    this.jdbi = jdbi;
    this.campaigns = campaigns;
    this.pausing = new Pausing(random);
    this.recent = recent;
    this.clock = clock;
  }

  Receipt submit(int annotator, long number, Submission submission) {
    return recent
        .to(annotator)
        .filter(given -> given.number() == number)
        .flatMap(given -> atOnce(annotator, given, submission))
        .orElseGet(() -> Transactions.in(jdbi, h -> submit(h, annotator, number, submission)));
  }

  /**
   * A label from which nothing else follows; empty when something may, and nothing was done then.
   * What has to be refused is refused by whoever looks what the lease has become.
   */
  private Optional<Receipt> atOnce(int annotator, Recent.Given given, Submission submission) {
    Campaign campaign = campaigns.get(given.campaign());
    if (hasConsequences(campaign.spec(), given.stage())) {
      return Optional.empty();
    }
    long own = given.tenthsUntil(clock.instant());
    Label label;
    try {
      label = label(annotator, campaign, given, own, submission);
    } catch (DeskRefusal refused) {
      return Optional.empty();
    }
    return Transactions.atOnce(jdbi, h -> label.writeAtOnce(h, given.swapped(), own)).orElse(false)
        ? Optional.of(label.receipt())
        : Optional.empty();
  }

  private Label label(
      int annotator, Campaign campaign, Recent.Given given, long own, Submission submission) {
    CampaignSpec spec = campaign.spec();
    TaskType task = spec.task();
    Answer shown =
        AnswerForm.read(
            task,
            submission.answer(),
            () -> jdbi.withHandle(h -> Pairs.one(h, given.campaign(), given.pair())));
    checkDimensions(spec, submission);
    int tenths = tenths(spec.review(), own, 0, submission);
    List<String> flags = speedFlags(spec.review(), tenths);
    Ints order = Tasks.order(campaign, given.number(), given.swapped(), shown.responses());
    return new Label(
        given.number(),
        annotator,
        given.item(),
        false,
        false,
        false,
        false,
        submission.canonical(task.json(shown)),
        Receipt.of(flags),
        shown.whenShown(order).encode(),
        shown.encode(),
        tenths,
        flags,
        measuredPay(spec, given.hourlyUsd(), tenths),
        submission);
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
    recent.hides(campaign);
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
    int tenths = tenths(spec.review(), row.ownTenths(), row.earlier(), submission);
    List<String> told = speedFlags(spec.review(), tenths);
    List<String> flags = new ArrayList<>(told);
    flags.addAll(hiddenFlags(h, spec, row, answer));
    boolean looks = row.stage() == Stage.EXPERT && spec.escalation().secondLook() && !lease.late();
    Receipt receipt = looks ? Receipt.of(told).withSecondLook() : Receipt.of(told);
    Label label =
        new Label(
            row.number(),
            row.annotator(),
            row.item(),
            row.aside(),
            row.stage() == Stage.REPEAT,
            lease.late(),
            looks,
            submission.canonical(task.json(shown)),
            receipt,
            answer.encode(),
            shown.encode(),
            tenths,
            flags,
            measuredPay(spec, row.hourlyUsd(), tenths),
            submission);
    Label.Written written = label.write(h);
    if (!written.accepted()) {
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
    if (label.counted()) {
      Members.reviewed(h, campaign, row, 1);
    }
    if (!looks && (written.last() || lease.items().size() > 1)) {
      Exhaustion.ofItems(h, spec, lease.items());
    }
    lease.tellIfDrained(h);
    return receipt;
  }

  /** Whether anything is counted, paid or decided with a label besides the label itself. */
  private static boolean hasConsequences(CampaignSpec spec, Stage stage) {
    return spec.review().maxShare() > 0
        || spec.review().wages().bonus() != null
        || (stage == Stage.EXPERT && spec.escalation().secondLook());
  }

  /** By the hour, what the time came to; by the task, what was promised with the lease stays. */
  private static @Nullable BigDecimal measuredPay(
      CampaignSpec spec, @Nullable BigDecimal hourly, int tenths) {
    return hourly == null ? null : Wages.measured(hourly, tenths, spec.review().maxSeconds());
  }

  /**
   * @param own by the desk's own measure
   * @param earlier spent under the lease that this one replaces
   */
  private static int tenths(Review review, long own, int earlier, Submission submission) {
    BigDecimal seconds = submission.seconds();
    if (seconds == null) {
      return clamp(own + earlier);
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
      case MEASURED -> clamp(Math.min(reported, own) + earlier);
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
