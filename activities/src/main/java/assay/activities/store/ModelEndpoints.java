package assay.activities.store;

import assay.domain.policy.FairShares;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * What all workers share about the endpoints of models: places, pace, and which of them are down.
 *
 * <p>All times are the database's, so that workers with different clocks agree.
 */
public final class ModelEndpoints {
  private static final String STATE =
      "extract(epoch from closed_until - clock_timestamp()) as closed_for,"
          + " extract(epoch from probed_until - clock_timestamp()) as probed_for, closures,"
          + " extract(epoch from clock_timestamp() - down_since) as down_for";

  private final Jdbi jdbi;

  public ModelEndpoints(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Whether an endpoint may be asked.
   *
   * @param closedFor how long nobody may; zero or negative while somebody may
   * @param probedFor how long others wait for the call that finds out if it answers again; zero or
   *     negative while nobody makes it
   * @param closures in a row, without an answer between them
   * @param downFor how long ago it was closed first, null while it answers
   */
  public record State(
      Duration closedFor,
      Duration probedFor,
      int closures,
      @Nullable Duration downFor,
      String reason) {
    public static final State OPEN = new State(Duration.ZERO, Duration.ZERO, 0, null, "");
  }

  /**
   * @param granted calls that the worker may have in flight
   */
  public record Share(int granted, State state) {}

  /**
   * An endpoint that does not answer.
   *
   * @param closures in a row; 0 when it only asked to be left alone for a while
   * @param lasted how long it has not answered
   * @param closed whether it is left alone right now
   */
  public record Down(
      Instant since, Instant until, String reason, int closures, Duration lasted, boolean closed) {}

  /** What a worker says of itself when it asks for places. */
  public record Need(String worker, int most, int wanted, int inFlight) {}

  public void add(String endpoint) {
    jdbi.useHandle(
        h ->
            h.createUpdate(
                    "insert into model_endpoint (endpoint) values (:e) on conflict do nothing")
                .bind("e", endpoint)
                .execute());
  }

  /**
   * Divides the places anew, for this worker; others learn of it when they ask.
   *
   * <p>What is granted to all never exceeds the least {@code most} of them, calls in flight
   * included.
   */
  public Share renew(String endpoint, Need need, Duration lease) {
    return jdbi.inTransaction(
        h -> {
          State state = state(h, endpoint, " for update");
          h.createUpdate(
                  "delete from model_place where endpoint = :e"
                      + " and (worker = :w or expires_at < clock_timestamp())")
              .bind("e", endpoint)
              .bind("w", need.worker())
              .execute();
          int granted = granted(h, endpoint, need);
          h.createUpdate(
                  "insert into model_place (endpoint, worker, most, wanted, granted, expires_at)"
                      + " values (:e, :w, :most, :wanted, :granted, clock_timestamp() +"
                      + " make_interval(secs => :lease))")
              .bind("e", endpoint)
              .bind("w", need.worker())
              .bind("most", need.most())
              .bind("wanted", need.wanted())
              .bind("granted", Math.max(granted, need.inFlight()))
              .bind("lease", seconds(lease))
              .execute();
          return new Share(granted, state);
        });
  }

  private static int granted(Handle h, String endpoint, Need need) {
    Map<String, Integer> wanted = new TreeMap<>(Map.of(need.worker(), need.wanted()));
    int[] all = {need.most(), 0};
    h.createQuery("select worker, most, wanted, granted from model_place where endpoint = :e")
        .bind("e", endpoint)
        .map(
            (row, context) -> {
              all[0] = Math.min(all[0], row.getInt("most"));
              all[1] += row.getInt("granted");
              return wanted.put(row.getString("worker"), row.getInt("wanted"));
            })
        .list();
    int turn =
        h.createQuery("select (extract(epoch from clock_timestamp()) / 10)::bigint % 1000000")
            .mapTo(Integer.class)
            .one();
    int fair =
        FairShares.of(all[0], List.copyOf(wanted.values()), turn)
            .get(new ArrayList<>(wanted.keySet()).indexOf(need.worker()));
    return Math.max(0, Math.min(fair, all[0] - all[1]));
  }

  /** Gives a worker's places back at once. */
  public void release(String endpoint, String worker) {
    jdbi.useHandle(
        h ->
            h.createUpdate("delete from model_place where endpoint = :e and worker = :w")
                .bind("e", endpoint)
                .bind("w", worker)
                .execute());
  }

  /**
   * Takes the next turn at an endpoint that has a pace: requests start evenly spaced, and each is
   * followed by the time that its tokens take.
   *
   * @param requests a minute, 0 for no limit
   * @param tokens a minute, 0 for no limit
   * @param needed tokens that the request may take
   * @return how long to wait for the turn
   */
  public Duration turn(String endpoint, int requests, int tokens, int needed) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    """
                    with asked as (
                      select endpoint as e,
                        greatest(clock_timestamp(), next_request, next_tokens, closed_until) as t
                      from model_endpoint where endpoint = :e for update)
                    update model_endpoint set turn = t,
                      next_request = t + make_interval(secs => :request),
                      next_tokens = t + make_interval(secs => :tokens)
                    from asked where endpoint = e
                    returning extract(epoch from turn - clock_timestamp())
                    """)
                .bind("e", endpoint)
                .bind("request", requests == 0 ? 0 : 60.0 / requests)
                .bind("tokens", tokens == 0 ? 0 : 60.0 * needed / tokens)
                .mapTo(Double.class)
                .map(ModelEndpoints::duration)
                .one());
  }

  /**
   * Corrects what {@link #turn} took for a request.
   *
   * @param spared tokens that were not needed; negative when it were more
   */
  public void spare(String endpoint, int tokens, int spared) {
    jdbi.useHandle(
        h ->
            h.createUpdate(
                    "update model_endpoint set"
                        + " next_tokens = next_tokens - make_interval(secs => :s)"
                        + " where endpoint = :e")
                .bind("e", endpoint)
                .bind("s", 60.0 * spared / tokens)
                .execute());
  }

  /**
   * Closes an endpoint for everyone.
   *
   * @param closures in a row, this one included
   */
  public State close(String endpoint, Duration pause, int closures, String reason) {
    return jdbi.inTransaction(
        h -> {
          h.createUpdate(
                  """
                  update model_endpoint set
                    closed_until = greatest(closed_until, clock_timestamp() + make_interval(secs => :pause)),
                    probed_until = 'epoch', closures = greatest(closures, :closures),
                    down_since = coalesce(down_since, clock_timestamp()), reason = :reason
                  where endpoint = :e
                  """)
              .bind("e", endpoint)
              .bind("pause", seconds(pause))
              .bind("closures", closures)
              .bind("reason", reason)
              .execute();
          return state(h, endpoint, "");
        });
  }

  /**
   * Claims the one call that finds out whether an endpoint answers again.
   *
   * @param patience after which somebody else may try
   * @return whether this caller is to make it
   */
  public boolean probe(String endpoint, Duration patience) {
    return jdbi.withHandle(
        h ->
            h.createUpdate(
                        "update model_endpoint set"
                            + " probed_until = clock_timestamp() + make_interval(secs => :patience)"
                            + " where endpoint = :e and down_since is not null"
                            + " and closed_until <= clock_timestamp()"
                            + " and probed_until <= clock_timestamp()")
                    .bind("e", endpoint)
                    .bind("patience", seconds(patience))
                    .execute()
                == 1);
  }

  /** The endpoint answered: everyone may ask. */
  public void reopen(String endpoint) {
    jdbi.useHandle(
        h ->
            h.createUpdate(
                    "update model_endpoint set closed_until = 'epoch', probed_until = 'epoch',"
                        + " closures = 0, down_since = null, reason = '' where endpoint = :e")
                .bind("e", endpoint)
                .execute());
  }

  public State state(String endpoint) {
    return jdbi.withHandle(h -> state(h, endpoint, ""));
  }

  /** Which of the endpoints do not answer. */
  public Map<String, Down> down(Collection<String> endpoints) {
    Map<String, Down> down = new TreeMap<>();
    jdbi.useHandle(
        h ->
            h.createQuery(
                    "select endpoint, down_since, closed_until, reason, closures,"
                        + " extract(epoch from clock_timestamp() - down_since) as lasted,"
                        + " closed_until > clock_timestamp() as closed from model_endpoint"
                        + " where endpoint = any(:all) and down_since is not null")
                .bindArray("all", String.class, List.copyOf(endpoints))
                .map(
                    (row, context) ->
                        down.put(
                            row.getString("endpoint"),
                            new Down(
                                row.getTimestamp("down_since").toInstant(),
                                row.getTimestamp("closed_until").toInstant(),
                                row.getString("reason"),
                                row.getInt("closures"),
                                duration(row.getDouble("lasted")),
                                row.getBoolean("closed"))))
                .list());
    return down;
  }

  private static State state(Handle h, String endpoint, String lock) {
    return h.createQuery(
            "select " + STATE + ", reason from model_endpoint where endpoint = :e" + lock)
        .bind("e", endpoint)
        .map((row, context) -> state(row))
        .one();
  }

  private static State state(ResultSet row) throws SQLException {
    double downFor = row.getDouble("down_for");
    boolean answers = row.wasNull();
    return new State(
        duration(row.getDouble("closed_for")),
        duration(row.getDouble("probed_for")),
        row.getInt("closures"),
        answers ? null : duration(downFor),
        row.getString("reason"));
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  private static Duration duration(double seconds) {
    return Duration.ofNanos((long) (seconds * 1e9));
  }
}
