package assay.activities.desk;

import assay.activities.store.Campaigns;
import assay.activities.store.Campaigns.Campaign;
import assay.activities.store.Json;
import assay.activities.store.Pairs;
import assay.domain.Answer;
import assay.domain.Stage;
import assay.domain.TaskType;
import assay.domain.measure.Ints;
import assay.domain.spec.Wages;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Shows experts what people said once their own label is in, and lets them revise it.
 *
 * <p>Both labels are kept. The batch hears of the first, that it was withdrawn, and of the revised
 * one; the work is paid once.
 */
final class Revising {
  private final Jdbi jdbi;
  private final Campaigns campaigns;

  Revising(Jdbi jdbi, Campaigns campaigns) {
    this.jdbi = jdbi;
    this.campaigns = campaigns;
  }

  /** Looks that have lasted too long. */
  static List<Long> overdue(Handle h) {
    return h.createQuery(
            "select number from lease where look_until <= clock_timestamp() order by look_until")
        .mapTo(Long.class)
        .list();
  }

  /** Ends a look whose time is over. */
  void end(long number) {
    Transactions.in(
        jdbi,
        h -> {
          LockedLease lease = LockedLease.take(h, number);
          Looking.end(h, lease, campaigns.get(lease.row().campaign()).spec());
          return number;
        });
  }

  SecondLook look(int annotator, long number) {
    return jdbi.withHandle(
        h -> {
          LeaseRow row = LeaseRow.mine(h, annotator, number);
          if (!row.looking()) {
            throw over(number);
          }
          return new SecondLook(number, until(h, number), said(h, row));
        });
  }

  private static DeskRefusal over(long number) {
    return DeskRefusal.conflict(
        "There is no second look at lease %d, or it is over; its label stands.".formatted(number));
  }

  private static java.time.Instant until(Handle h, long number) {
    return h.createQuery("select look_until from lease where number = :number")
        .bind("number", number)
        .mapTo(OffsetDateTime.class)
        .one()
        .toInstant();
  }

  private List<SecondLook.Said> said(Handle h, LeaseRow row) {
    Campaign campaign = campaigns.get(row.campaign());
    TaskType task = campaign.spec().task();
    int responses = task.decode(Objects.requireNonNull(row.answer())).responses();
    Ints order = Tasks.order(campaign, row, responses);
    return h.createQuery(
            """
            select answer, coalesce(comment, '') as comment from lease
            where campaign = :campaign and pair = :pair and state = 'done' and counted
              and stage in ('review', 'spot_check') and annotator <> :me
            order by answer, number
            """)
        .bind("campaign", row.campaign())
        .bind("pair", row.pair())
        .bind("me", row.annotator())
        .map(
            (each, context) -> {
              Answer answer = task.decode(each.getString("answer"));
              return new SecondLook.Said(
                  task.json(answer.asShown(order)), each.getString("comment"));
            })
        .list();
  }

  Receipt revise(int annotator, long number, Submission submission) {
    return Transactions.in(jdbi, h -> revise(h, annotator, number, submission));
  }

  private Receipt revise(Handle h, int annotator, long number, Submission submission) {
    Locks.person(h, annotator);
    LeaseRow seen = LeaseRow.mine(h, annotator, number);
    Campaign campaign = campaigns.get(seen.campaign());
    TaskType task = campaign.spec().task();
    Answer shown =
        AnswerForm.read(
            task, submission.answer(), () -> Pairs.one(h, seen.campaign(), seen.pair()));
    String request = submission.canonical(task.json(shown));
    Submitting.checkDimensions(campaign.spec(), submission);
    LockedLease lease = LockedLease.take(h, number);
    LeaseRow row = lease.row();
    if (!row.looking()) {
      return again(h, row, request);
    }
    boolean stays = request.equals(row.request());
    Receipt receipt =
        stays
            ? Json.read(Objects.requireNonNull(row.reply()), Receipt.class)
            : keepBoth(h, campaign, row, submission, shown, request);
    if (stays) {
      Looking.tell(h, row);
    }
    Exhaustion.ofItems(h, campaign.spec(), lease.items());
    return receipt;
  }

  /** What was revised, or left as it was, gets its reply again. */
  private static Receipt again(Handle h, LeaseRow row, String request) {
    LeaseRow last = LeaseRow.replacing(h, row.number()).orElse(row);
    boolean same = request.equals(last.request());
    if (!same || row.stage() != Stage.EXPERT) {
      throw over(row.number());
    }
    return Json.read(Objects.requireNonNull(last.reply()), Receipt.class);
  }

  private Receipt keepBoth(
      Handle h,
      Campaign campaign,
      LeaseRow row,
      Submission submission,
      Answer shown,
      String request) {
    Looking.tell(h, row);
    h.createUpdate(
            "update lease set state = 'withdrawn', counted = false, why = 'superseded'"
                + " where number = :number")
        .bind("number", row.number())
        .execute();
    Events.withdrawn(h, row);
    Answer answer = shown.whenShown(Tasks.order(campaign, row, shown.responses()));
    int tenths = tenths(h, row);
    Receipt receipt = Receipt.of(List.of());
    long revised =
        h.createQuery(
                """
                insert into lease (item, campaign, batch, pair, stage, annotator, member, swapped,
                  replaces, earlier, issued_at, expires_at, ended_at, state, request, reply, answer,
                  shown_answer, tenths, flags, counted, why, confidence, dimensions, comment,
                  pay_usd, hourly_usd)
                select item, campaign, batch, pair, stage, annotator, member, swapped,
                  number, tenths, clock_timestamp(), expires_at, clock_timestamp(), 'done', :request,
                  :reply, :answer, :shown, :tenths, flags, true, 'revised', :confidence,
                  :dimensions, :comment, coalesce(:pay, pay_usd), hourly_usd
                from lease where number = :number
                returning number
                """)
            .bind("request", request)
            .bind("reply", Json.write(receipt))
            .bind("answer", answer.encode())
            .bind("shown", shown.encode())
            .bind("tenths", tenths)
            .bind("confidence", submission.confidence())
            .bind(
                "dimensions",
                submission.dimensions().isEmpty() ? null : Json.write(submission.dimensions()))
            .bind("comment", submission.comment())
            .bind("pay", pay(campaign, row, tenths))
            .bind("number", row.number())
            .mapTo(Long.class)
            .one();
    Events.judged(h, LeaseRow.find(h, revised).orElseThrow(), true);
    return receipt;
  }

  /** The time of the first label and that of the look. */
  private static int tenths(Handle h, LeaseRow row) {
    long looked =
        h.createQuery(
                "select cast(extract(epoch from clock_timestamp() - ended_at) * 10 as bigint)"
                    + " from lease where number = :number")
            .bind("number", row.number())
            .mapTo(Long.class)
            .one();
    return (int) Math.min(row.tenths() + looked, Integer.MAX_VALUE);
  }

  private static @Nullable BigDecimal pay(Campaign campaign, LeaseRow row, int tenths) {
    BigDecimal hourly = row.hourlyUsd();
    return hourly == null
        ? null
        : Wages.measured(hourly, tenths, campaign.spec().review().maxSeconds());
  }

  /** How long a look may take. */
  static Duration length(Campaign campaign) {
    return campaign.spec().review().lease();
  }
}
