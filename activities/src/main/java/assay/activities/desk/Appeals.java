package assay.activities.desk;

import assay.activities.store.Campaigns;
import assay.activities.store.Campaigns.Campaign;
import assay.domain.Wire;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * What people say against decisions about their work, and what managers say to it; both sides'
 * words are kept.
 *
 * <p>Upheld, an appeal against a pause lifts it with a fresh record on gold, one against a
 * suspension takes the person back, and one against a flag removes what they were told of it. What
 * was voided stays paid and uncounted in any case, for others may have judged the items since.
 */
public final class Appeals {

  /** What an appeal is against. */
  public enum About {
    PAUSE,
    SUSPENSION,
    FLAG,
    VOID
  }

  /** What a manager decides. */
  public enum Decision {
    UPHELD,
    REJECTED
  }

  /**
   * An appeal as both sides see it.
   *
   * @param about {@code pause}, {@code suspension}, {@code flag} or {@code void}
   * @param lease the label it is about, null when it is about none
   * @param decision {@code upheld} or {@code rejected}; null while it is open
   * @param answer the manager's words
   */
  public record Appeal(
      long id,
      String campaign,
      int annotator,
      String name,
      String about,
      @Nullable Long lease,
      String words,
      Instant at,
      @Nullable String decision,
      @Nullable String answer,
      @Nullable Instant decidedAt) {}

  private static final String SELECT =
      """
      select p.*, c.name as campaign_name, a.name as annotator_name
      from appeal p join campaign c on c.id = p.campaign join account a on a.id = p.annotator
      """;

  private final Jdbi jdbi;
  private final Campaigns campaigns;
  private final Suspending suspending;

  public Appeals(Jdbi jdbi) {
    this.jdbi = jdbi;
    this.campaigns = new Campaigns(jdbi);
    this.suspending = new Suspending(jdbi);
  }

  /** Files an appeal; the same again is the same appeal. */
  public Appeal file(int annotator, String name, About about, @Nullable Long lease, String words) {
    if (words.isBlank()) {
      throw DeskRefusal.invalid("words: say in a few words why the decision is wrong.");
    }
    Campaign campaign =
        campaigns
            .find(name)
            .orElseThrow(() -> DeskRefusal.notFound("There is no campaign named " + name + "."));
    return Transactions.in(
        jdbi,
        h -> {
          boolean active = Locks.account(h, annotator);
          check(h, annotator, active, campaign, about, lease);
          Optional<Appeal> open = open(h, annotator, campaign, about, lease);
          if (open.isEmpty()) {
            return insert(h, annotator, campaign, about, lease, words);
          }
          if (!open.get().words.equals(words)) {
            throw DeskRefusal.conflict(
                "You have an open appeal about this already (number %d); wait for its decision."
                    .formatted(open.get().id));
          }
          return open.get();
        });
  }

  /** Nobody appeals against what did not happen, and nobody learns of a flag they were not told. */
  private static void check(
      Handle h,
      int annotator,
      boolean active,
      Campaign campaign,
      About about,
      @Nullable Long lease) {
    String name = campaign.spec().campaign();
    if (Members.find(h, campaign.id(), annotator).isEmpty()) {
      throw DeskRefusal.conflict("You have not worked in campaign %s.".formatted(name));
    }
    if (about == About.FLAG && lease == null) {
      throw DeskRefusal.invalid("lease: is required for an appeal about a flag.");
    }
    boolean happened =
        switch (about) {
          case PAUSE -> Members.paused(h, annotator).contains(name);
          case SUSPENSION -> !active;
          case FLAG ->
              exists(h, annotator, campaign, lease, "l.flags && array['too_fast', 'too_slow']");
          case VOID -> exists(h, annotator, campaign, lease, "l.why = 'voided'");
        };
    if (!happened) {
      throw DeskRefusal.conflict(
          switch (about) {
            case PAUSE -> "You are not paused in campaign %s.".formatted(name);
            case SUSPENSION -> "You are not suspended.";
            case FLAG -> "No label of lease %d was flagged.".formatted(lease);
            case VOID ->
                lease == null
                    ? "Nothing that you did in campaign %s was voided.".formatted(name)
                    : "No label of lease %d was voided.".formatted(lease);
          });
    }
  }

  private static boolean exists(
      Handle h, int annotator, Campaign campaign, @Nullable Long lease, String condition) {
    return h.createQuery(
            """
            select exists (
              select 1 from lease l
              where l.annotator = :me and l.campaign = :campaign and l.state = 'done'
                and (cast(:lease as bigint) is null or l.number = :lease) and %s)
            """
                .formatted(condition))
        .bind("me", annotator)
        .bind("campaign", campaign.id())
        .bind("lease", lease)
        .mapTo(Boolean.class)
        .one();
  }

  private static Optional<Appeal> open(
      Handle h, int annotator, Campaign campaign, About about, @Nullable Long lease) {
    return h.createQuery(
            SELECT
                + """
                where p.campaign = :campaign and p.annotator = :me and p.about = :about
                  and coalesce(p.lease, 0) = coalesce(cast(:lease as bigint), 0)
                  and p.decision is null
                """)
        .bind("campaign", campaign.id())
        .bind("me", annotator)
        .bind("about", Wire.name(about))
        .bind("lease", lease)
        .map((row, context) -> map(row))
        .findOne();
  }

  private static Appeal insert(
      Handle h, int annotator, Campaign campaign, About about, @Nullable Long lease, String words) {
    long id =
        h.createQuery(
                """
                insert into appeal (campaign, annotator, about, lease, words)
                values (:campaign, :me, :about, :lease, :words) returning id
                """)
            .bind("campaign", campaign.id())
            .bind("me", annotator)
            .bind("about", Wire.name(about))
            .bind("lease", lease)
            .bind("words", words)
            .mapTo(Long.class)
            .one();
    return find(h, id);
  }

  /** What a person has filed, the newest first. */
  public List<Appeal> of(int annotator) {
    return jdbi.withHandle(
        h ->
            h.createQuery(SELECT + "where p.annotator = :me order by p.id desc")
                .bind("me", annotator)
                .map((row, context) -> map(row))
                .list());
  }

  /** Everybody's, open ones first, then the newest first. */
  public List<Appeal> all(boolean openOnly) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    SELECT
                        + (openOnly ? "where p.decision is null " : "")
                        + "order by p.decision is not null, p.id desc")
                .map((row, context) -> map(row))
                .list());
  }

  /**
   * Decides an appeal and does what follows; the same again changes nothing.
   *
   * @param by the manager's account, null at the command line
   */
  public Appeal decide(long id, Decision decision, String words, @Nullable Integer by) {
    if (words.isBlank()) {
      throw DeskRefusal.invalid("words: say in a few words why you decide so.");
    }
    Appeal appeal = jdbi.withHandle(h -> find(h, id));
    boolean takesBack =
        decision == Decision.UPHELD && appeal.about.equals(Wire.name(About.SUSPENSION));
    if (takesBack && appeal.decision == null) {
      // In transactions of its own; should the process end in between, deciding again goes on.
      suspending.reinstate(appeal.annotator);
    }
    return Transactions.in(
        jdbi,
        h -> {
          Locks.account(h, appeal.annotator);
          return decide(h, find(h, id), decision, words, by);
        });
  }

  private static Appeal decide(
      Handle h, Appeal appeal, Decision decision, String words, @Nullable Integer by) {
    if (appeal.decision != null) {
      if (appeal.decision.equals(Wire.name(decision))) {
        return appeal;
      }
      throw DeskRefusal.conflict("Appeal %d is already %s.".formatted(appeal.id, appeal.decision));
    }
    if (decision == Decision.UPHELD) {
      uphold(h, appeal);
    }
    h.createUpdate(
            """
            update appeal set decision = :decision, answer = :words, decided_by = :by,
              decided_at = clock_timestamp()
            where id = :id
            """)
        .bind("decision", Wire.name(decision))
        .bind("words", words)
        .bind("by", by)
        .bind("id", appeal.id)
        .execute();
    return find(h, appeal.id);
  }

  private static void uphold(Handle h, Appeal appeal) {
    switch (Wire.parse(About.class, appeal.about).orElseThrow()) {
      case PAUSE ->
          h.createUpdate(
                  """
                  update member m set standing = 'active', labels_left = 0, gold_seen = 0,
                    gold_right = 0
                  from appeal p
                  where p.id = :id and m.campaign = p.campaign and m.annotator = p.annotator
                    and m.standing = 'paused'
                  """)
              .bind("id", appeal.id)
              .execute();
      case FLAG ->
          h.createUpdate(
                  "update lease set flags = array_remove(array_remove(flags, 'too_fast'), 'too_slow')"
                      + " where number = :lease")
              .bind("lease", appeal.lease)
              .execute();
      case SUSPENSION, VOID -> {}
    }
  }

  private static Appeal find(Handle h, long id) {
    return h.createQuery(SELECT + "where p.id = :id")
        .bind("id", id)
        .map((row, context) -> map(row))
        .findOne()
        .orElseThrow(() -> DeskRefusal.notFound("There is no appeal number " + id + "."));
  }

  private static Appeal map(ResultSet row) throws SQLException {
    return new Appeal(
        row.getLong("id"),
        row.getString("campaign_name"),
        row.getInt("annotator"),
        row.getString("annotator_name"),
        row.getString("about"),
        row.getObject("lease", Long.class),
        row.getString("words"),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        row.getString("decision"),
        row.getString("answer"),
        Optional.ofNullable(row.getObject("decided_at", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant)
            .orElse(null));
  }
}
