package assay.activities.desk;

import assay.activities.store.Budget;
import assay.activities.store.CampaignStore;
import assay.activities.store.Campaigns;
import assay.activities.store.Campaigns.Campaign;
import assay.activities.store.Json;
import assay.domain.Answer;
import assay.domain.TaskType;
import assay.domain.measure.Ints;
import assay.domain.spec.CampaignSpec;
import assay.domain.spec.Qualification;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The test before a campaign's first paid task, taken question by question, each explained at once.
 *
 * <p>Questions come in a drawn order and are answered once in a try; they hold no item and never
 * expire. Who passes is admitted; who fails the last try is not. Somebody whom gold answers have
 * paused may take it once more where the spec says so, and begins anew when they pass.
 */
final class Practice {
  /** The number of the one try after a pause; others count from 1. */
  private static final int AFTER_PAUSE = 0;

  private record Offer(int campaign, boolean paused, int attempt) {}

  private record Score(int asked, int answered, int right) {}

  private final Campaigns campaigns;
  private final Tasks tasks;
  private final RandomGenerator random;

  Practice(Campaigns campaigns, Tasks tasks, RandomGenerator random) {
    this.campaigns = campaigns;
    this.tasks = tasks;
    this.random = random;
  }

  /**
   * The next question of a test that was begun, before any other work; it is begun no more when
   * there is none.
   *
   * @param name of the one campaign that work is asked of; of another one the test waits
   */
  Optional<Task> goOn(Handle h, int annotator, Choice.Held person, @Nullable String name) {
    Integer begun = person.practising();
    if (begun == null) {
      return Optional.empty();
    }
    String campaign = campaigns.get(begun).spec().campaign();
    if (name != null && !name.equals(campaign)) {
      return Optional.empty();
    }
    Optional<Task> question = next(h, annotator, campaign);
    if (question.isEmpty()) {
      over(h, annotator, begun);
    }
    return question;
  }

  private static void over(Handle h, int annotator, int campaign) {
    h.createUpdate("update account set practising = null where id = :me and practising = :campaign")
        .bind("me", annotator)
        .bind("campaign", campaign)
        .execute();
  }

  /** A question for somebody for whom there is work once they have passed. */
  Optional<Task> next(Handle h, int annotator, @Nullable String name) {
    for (Offer offer : offers(h, annotator, name)) {
      Campaign campaign = campaigns.get(offer.campaign);
      if (offer.paused && !campaign.spec().quality().requalify()) {
        continue;
      }
      Members.number(h, offer.campaign, annotator);
      Optional<PracticeRow> row =
          PracticeRow.inHand(h, offer.campaign, annotator)
              .or(() -> ask(h, annotator, campaign, offer.attempt));
      if (row.isPresent()) {
        return Optional.of(task(h, campaign, row.get()));
      }
    }
    return Optional.empty();
  }

  private static List<Offer> offers(Handle h, int annotator, @Nullable String name) {
    return h.createQuery(
            """
            select c.id, coalesce(m.standing = 'paused', false) as paused,
              coalesce(m.try, 1) as try
            from campaign c left join member m on m.campaign = c.id and m.annotator = :me
            where c.status = 'running' and c.paused_since is null and not c.cancel_requested
              and (cast(:name as text) is null or c.name = :name)
              and exists (select 1 from question q where q.campaign = c.id)
              and (m.standing = 'paused' and not m.requalified or exists (
                select 1 from may_see w join item i on i.lane = w.lane
                where w.campaign = c.id and w.annotator = :me and not w.ready
                  and i.open and i.stage <> 'gold' and i.done + i.leased < i.wanted))
            order by c.id
            """)
        .bind("me", annotator)
        .bind("name", name)
        .map(
            (row, context) ->
                new Offer(
                    row.getInt("id"),
                    row.getBoolean("paused"),
                    row.getBoolean("paused") ? AFTER_PAUSE : row.getInt("try")))
        .list();
  }

  /** Nothing where the budget does not hold what the try pays. */
  private Optional<PracticeRow> ask(Handle h, int annotator, Campaign campaign, int attempt) {
    BigDecimal pay = qualification(campaign.spec()).payUsd();
    Score score = score(h, campaign.id(), annotator, attempt);
    if (pay.signum() > 0
        && score.answered == 0
        && !Budget.extend(
            h, campaign.id(), "practice", pay.multiply(BigDecimal.valueOf(score.asked)))) {
      CampaignStore.pause(h, campaign.spec().campaign(), "budget");
      return Optional.empty();
    }
    h.createUpdate(
            """
            insert into practice (campaign, annotator, try, question, swapped, pay_usd)
            select q.campaign, :me, :try, q.ix, :swapped, :pay from question q
            where q.campaign = :campaign and not q.example and not exists (
              select 1 from practice p
              where p.campaign = q.campaign and p.annotator = :me and p.try = :try
                and p.question = q.ix)
            order by random() limit 1
            """)
        .bind("campaign", campaign.id())
        .bind("me", annotator)
        .bind("try", attempt)
        .bind("swapped", Leasing.swapped(campaign, random))
        .bind("pay", pay)
        .execute();
    h.createUpdate("update account set practising = :campaign where id = :me")
        .bind("campaign", campaign.id())
        .bind("me", annotator)
        .execute();
    return PracticeRow.inHand(h, campaign.id(), annotator);
  }

  private Task task(Handle h, Campaign campaign, PracticeRow row) {
    Qualification test = qualification(campaign.spec());
    Score score = score(h, campaign.id(), row.annotator(), row.attempt());
    return tasks.practice(
        campaign,
        row,
        new Task.Progress(
            score.answered + 1,
            score.asked,
            row.attempt() == AFTER_PAUSE ? 1 : row.attempt(),
            row.attempt() == AFTER_PAUSE ? 1 : test.tries(),
            BigDecimal.valueOf(test.pass())));
  }

  private static Qualification qualification(CampaignSpec spec) {
    return Objects.requireNonNull(spec.review().qualification(), "questions come with a test");
  }

  private static Score score(Handle h, int campaign, int annotator, int attempt) {
    return h.createQuery(
            """
            select (select count(*) from question where campaign = :campaign and not example),
              count(*), count(*) filter (where correct)
            from practice
            where campaign = :campaign and annotator = :me and try = :try and ended_at is not null
            """)
        .bind("campaign", campaign)
        .bind("me", annotator)
        .bind("try", attempt)
        .map((row, context) -> new Score(row.getInt(1), row.getInt(2), row.getInt(3)))
        .one();
  }

  /**
   * Takes an answer in and explains the right one; the caller holds the person.
   *
   * @return nothing when this is no question of theirs
   */
  Optional<Receipt> submit(Handle h, int annotator, long number, Submission submission) {
    return PracticeRow.find(h, number)
        .filter(row -> row.annotator() == annotator)
        .map(row -> take(h, row, submission));
  }

  private Receipt take(Handle h, PracticeRow row, Submission submission) {
    Campaign campaign = campaigns.get(row.campaign());
    TaskType task = campaign.spec().task();
    Answer shown = AnswerForm.read(task, submission.answer(), row::pair);
    String request = submission.canonical(task.json(shown));
    return row.ended()
        ? again(row, request)
        : accept(h, campaign, row, submission.seconds(), shown, request);
  }

  private static Receipt again(PracticeRow row, String request) {
    if (!request.equals(row.request())) {
      throw Refusals.practice(row.number());
    }
    return Json.read(Objects.requireNonNull(row.reply()), Receipt.class);
  }

  private Receipt accept(
      Handle h,
      Campaign campaign,
      PracticeRow row,
      @Nullable BigDecimal reported,
      Answer shown,
      String request) {
    CampaignSpec spec = campaign.spec();
    TaskType task = spec.task();
    Ints order = row.order(campaign);
    Answer answer = shown.whenShown(order);
    Answer known = task.decode(Objects.requireNonNull(row.pair().gold()));
    boolean right = task.right(answer, known);
    long own = row.ownTenths();
    long tenths =
        reported == null || reported.signum() < 0
            ? own
            : reported.movePointRight(1).min(BigDecimal.valueOf(own)).longValue();
    h.createUpdate(
            """
            update practice set ended_at = clock_timestamp(), answer = :answer, correct = :right,
              tenths = :tenths
            where number = :number
            """)
        .bind("answer", answer.encode())
        .bind("right", right)
        .bind("tenths", Math.min(tenths, Integer.MAX_VALUE))
        .bind("number", row.number())
        .execute();
    Score score = score(h, campaign.id(), row.annotator(), row.attempt());
    Receipt.Outcome outcome = outcome(h, spec, row, score);
    if (outcome == Receipt.Outcome.PASSED || outcome == Receipt.Outcome.FAILED) {
      over(h, row.annotator(), row.campaign());
    }
    Receipt receipt =
        Receipt.practised(
            new Receipt.Practised(
                right,
                task.json(known.asShown(order)),
                row.explanation(),
                score.answered,
                score.asked,
                score.right,
                outcome));
    h.createUpdate("update practice set request = :request, reply = :reply where number = :number")
        .bind("request", request)
        .bind("reply", Json.write(receipt))
        .bind("number", row.number())
        .execute();
    return receipt;
  }

  private static Receipt.Outcome outcome(
      Handle h, CampaignSpec spec, PracticeRow row, Score score) {
    if (score.answered < score.asked) {
      return Receipt.Outcome.OPEN;
    }
    Qualification test = qualification(spec);
    boolean passed = score.right >= test.pass() * score.asked;
    if (row.attempt() == AFTER_PAUSE) {
      Members.requalified(h, row.campaign(), row.annotator(), passed);
      return passed ? Receipt.Outcome.PASSED : Receipt.Outcome.FAILED;
    }
    if (passed) {
      Members.tested(h, row.campaign(), row.annotator(), "passed", row.attempt());
      return Receipt.Outcome.PASSED;
    }
    if (row.attempt() < test.tries()) {
      Members.tested(h, row.campaign(), row.annotator(), "open", row.attempt() + 1);
      return Receipt.Outcome.AGAIN;
    }
    Members.tested(h, row.campaign(), row.annotator(), "failed", row.attempt());
    Exhaustion.fewerPeople(h, row.campaign());
    return Receipt.Outcome.FAILED;
  }
}
