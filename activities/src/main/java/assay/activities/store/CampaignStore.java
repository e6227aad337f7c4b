package assay.activities.store;

import assay.domain.Pair;
import assay.domain.PairwiseComparison;
import assay.domain.spec.CampaignSpec;
import assay.domain.spec.Question;
import assay.workflows.Steering;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** Campaigns as their managers see them: stored whole, steered, finished. */
public final class CampaignStore {

  /**
   * What a new campaign is made of.
   *
   * @param digest of spec and inputs; the same name with another one is another campaign
   * @param salt random; keeps the names of items opaque
   * @param questions of the test before the first paid task, empty without one
   */
  public record NewCampaign(
      CampaignSpec spec,
      String digest,
      String guidelines,
      String guidelinesDigest,
      String salt,
      int pairs,
      int gold,
      List<Question> questions) {
    public NewCampaign {
      questions = List.copyOf(questions);
    }
  }

  /** Hands every pair to the sink, real ones first, in the order of their indexes. */
  @FunctionalInterface
  public interface PairSource<X extends Exception> {
    void each(Consumer<Pair> sink) throws X;
  }

  /** What changes while a campaign runs. */
  public record State(
      int id,
      String name,
      String digest,
      String status,
      String reason,
      String phase,
      @Nullable Instant pausedSince,
      String pauseReason,
      boolean cancelRequested,
      Steering steering,
      Instant startedAt,
      @Nullable Instant finishedAt) {
    public boolean running() {
      return status.equals("running");
    }
  }

  private static final String STATE =
      """
      select id, name, content_digest, status, reason, phase, paused_since, pause_reason,
        cancel_requested, steering, paused_ms, started_at, finished_at
      from campaign
      """;

  private final Jdbi jdbi;

  public CampaignStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Stores a campaign with all its pairs in one transaction.
   *
   * @return false when the name was taken meanwhile; nothing was stored then
   */
  public <X extends Exception> boolean insert(NewCampaign campaign, PairSource<X> pairs) throws X {
    return jdbi.<Boolean, X>inTransaction(
        h -> {
          Optional<Integer> id = insertRow(h, campaign);
          if (id.isEmpty()) {
            return false;
          }
          copy(h, id.get(), campaign.spec.task() instanceof PairwiseComparison, pairs);
          Questions.insert(h, id.get(), campaign.spec.task(), campaign.questions);
          return true;
        });
  }

  private static Optional<Integer> insertRow(Handle h, NewCampaign campaign) {
    return h.createQuery(
            """
            insert into campaign (name, spec, content_digest, guidelines, guidelines_digest, salt, pairs, gold,
              budget_usd)
            values (:name, :spec, :digest, :guidelines, :guidelines_digest, :salt, :pairs, :gold, :budget)
            on conflict (name) do nothing
            returning id
            """)
        .bind("name", campaign.spec.campaign())
        .bind("spec", Json.write(campaign.spec))
        .bind("digest", campaign.digest)
        .bind("guidelines", campaign.guidelines)
        .bind("guidelines_digest", campaign.guidelinesDigest)
        .bind("salt", campaign.salt)
        .bind("pairs", campaign.pairs)
        .bind("gold", campaign.gold)
        .bind("budget", campaign.spec.budgetUsd())
        .mapTo(Integer.class)
        .findOne();
  }

  private static <X extends Exception> void copy(Handle h, int id, boolean two, PairSource<X> pairs)
      throws X {
    try {
      PairCopy copy =
          new PairCopy(id, two, h.getConnection().unwrap(PGConnection.class).getCopyAPI());
      try {
        pairs.each(copy);
        copy.finish();
      } finally {
        copy.abandon();
      }
    } catch (SQLException e) {
      throw new StoreFailure("the pairs could not be stored: " + e.getMessage(), e);
    }
  }

  public Optional<State> find(String name) {
    return jdbi.withHandle(
        h ->
            h.createQuery(STATE + " where name = :name")
                .bind("name", name)
                .map((row, context) -> state(row))
                .findOne());
  }

  /** Every campaign, the oldest first. */
  public List<State> all() {
    return jdbi.withHandle(
        h -> h.createQuery(STATE + " order by id").map((row, context) -> state(row)).list());
  }

  /** Names of the campaigns that are to be running, the oldest first. */
  public List<String> running() {
    return all().stream().filter(State::running).map(State::name).toList();
  }

  /** Stops the clocks; a campaign that is paused stays so. */
  public State pause(String name) {
    return steer(
        name,
        """
        update campaign set paused_since = clock_timestamp(), pause_reason = '',
          steering = steering + 1
        where name = :name and status = 'running' and paused_since is null
        """);
  }

  /**
   * The next batch does not fit in the budget and nothing that is under way can give money back:
   * the campaign is paused, unless the budget was raised meanwhile.
   */
  public State outOfBudget(String name) {
    return steer(
        name,
        """
        update campaign set paused_since = clock_timestamp(), pause_reason = 'budget',
          steering = steering + 1
        where name = :name and status = 'running' and paused_since is null
          and budget_usd > 0 and committed_usd + short_usd > budget_usd
        """);
  }

  /** Sets the most that the campaign may cost, 0 for no limit; a pause for want of it ends. */
  public State budget(String name, BigDecimal usd) {
    // Gold shown while nobody counted is counted now.
    jdbi.useHandle(
        h ->
            h.createUpdate(
                    """
                    update gold_spending g set usd = (
                      select coalesce(sum(l.pay_usd), 0) from lease l
                      where l.campaign = g.campaign and l.batch = g.batch and l.stage = 'gold')
                    from campaign c
                    where c.name = :name and c.budget_usd = 0 and g.campaign = c.id
                    """)
                .bind("name", name)
                .execute());
    return steer(
        name,
        """
        update campaign set budget_usd = :usd, steering = steering + 1,
          paused_ms = paused_ms + case when %1$s
            then (extract(epoch from clock_timestamp() - paused_since) * 1000)::bigint else 0 end,
          paused_since = case when %1$s then null else paused_since end,
          pause_reason = case when %1$s then '' else pause_reason end
        where name = :name and status = 'running'
        """
            .formatted(
                "(pause_reason = 'budget' and (:usd = 0 or committed_usd + short_usd <= :usd))"),
        Map.of("usd", usd));
  }

  /** The same in the caller's transaction, with a reason that is not the manager's. */
  public static void pause(Handle h, String name, String reason) {
    h.createUpdate(
            """
            update campaign set paused_since = clock_timestamp(), steering = steering + 1,
              pause_reason = :reason
            where name = :name and status = 'running' and paused_since is null
            """)
        .bind("name", name)
        .bind("reason", reason)
        .execute();
  }

  /** Starts the clocks again where they stood. */
  public State resume(String name) {
    return steer(
        name,
        """
        update campaign set
          paused_ms = paused_ms
            + (extract(epoch from clock_timestamp() - paused_since) * 1000)::bigint,
          paused_since = null, pause_reason = '', steering = steering + 1
        where name = :name and status = 'running' and paused_since is not null
        """);
  }

  /** Asks for an early end; it cannot be taken back. */
  public State cancel(String name) {
    return steer(
        name,
        """
        update campaign set cancel_requested = true, steering = steering + 1
        where name = :name and status = 'running' and not cancel_requested
        """);
  }

  /** Lets a campaign that failed try again; what it has is kept. */
  public State restart(String name) {
    return steer(
        name,
        """
        update campaign set status = 'running', reason = '', finished_at = null,
          steering = steering + 1
        where name = :name and status = 'failed'
        """);
  }

  private State steer(String name, String update) {
    return steer(name, update, Map.of());
  }

  private State steer(String name, String update, Map<String, ?> arguments) {
    return jdbi.inTransaction(
        h -> {
          h.createUpdate(update).bind("name", name).bindMap(arguments).execute();
          return h.createQuery(STATE + " where name = :name")
              .bind("name", name)
              .map((row, context) -> state(row))
              .one();
        });
  }

  public void phase(String name, String phase) {
    jdbi.useHandle(
        h ->
            h.createUpdate("update campaign set phase = :phase where name = :name")
                .bind("phase", phase)
                .bind("name", name)
                .execute());
  }

  /** Records the end; the first end stands. */
  public void finish(String name, String status, String reason) {
    jdbi.useHandle(
        h ->
            h.createUpdate(
                    """
                    update campaign set status = :status, reason = :reason, phase = 'finished',
                      finished_at = clock_timestamp()
                    where name = :name and status = 'running'
                    """)
                .bind("status", status)
                .bind("reason", reason)
                .bind("name", name)
                .execute());
  }

  private static State state(ResultSet row) throws SQLException {
    Instant pausedSince = instant(row, "paused_since");
    return new State(
        row.getInt("id"),
        row.getString("name"),
        row.getString("content_digest"),
        row.getString("status"),
        row.getString("reason"),
        row.getString("phase"),
        pausedSince,
        row.getString("pause_reason"),
        row.getBoolean("cancel_requested"),
        new Steering(
            row.getInt("steering"),
            pausedSince != null,
            row.getBoolean("cancel_requested"),
            row.getLong("paused_ms")),
        row.getTimestamp("started_at").toInstant(),
        instant(row, "finished_at"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    var time = row.getTimestamp(column);
    return time == null ? null : time.toInstant();
  }
}
