package assay.activities.desk;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/**
 * Who is signed in on pages, so that no page has to keep a token.
 *
 * <p>A session is 256 random bits, of which only the SHA-256 is stored. It is over when its time
 * is, when its account has another token than at its beginning, and when the account is suspended.
 */
public final class Sessions {
  /** A working day: a page that is left open is signed out by the next one. */
  public static final Duration LIFE = Duration.ofHours(12);

  /** A new session with the one sight of its secret. */
  public record Opened(Account account, String secret, Instant expiresAt) {}

  private final Jdbi jdbi;

  public Sessions(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Signs in whoever has this token, suspended or not; empty for one that is not known. */
  public Optional<Opened> open(String token) {
    return open("token_hash", Accounts.hash(token));
  }

  /** Signs in somebody who has shown otherwise who they are. */
  public Opened open(Account account) {
    return open("id", account.id()).orElseThrow();
  }

  private Optional<Opened> open(String key, Object value) {
    String secret = Accounts.newSecret();
    return jdbi.inTransaction(
        h -> {
          h.execute("delete from session where expires_at <= clock_timestamp()");
          return h.createQuery(
                  """
                  with opened as (
                    insert into session (hash, account, token_hash, expires_at)
                    select :hash, id, token_hash, clock_timestamp() + :life
                    from account where <key> = :value
                    returning account, expires_at)
                  select a.*, o.expires_at from opened o join account a on a.id = o.account
                  """)
              .define("key", key)
              .bind("hash", Accounts.hash(secret))
              .bind("value", value)
              .bind("life", LIFE)
              .map(
                  (row, context) ->
                      new Opened(
                          Accounts.map(row, context),
                          secret,
                          row.getObject("expires_at", OffsetDateTime.class).toInstant()))
              .findOne();
        });
  }

  /** Whose session this is. */
  public Optional<Account> find(String secret) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    """
                    select a.* from session s
                    join account a on a.id = s.account and a.token_hash = s.token_hash
                    where s.hash = :hash and s.expires_at > clock_timestamp()
                    """)
                .bind("hash", Accounts.hash(secret))
                .map(Accounts::map)
                .findOne());
  }

  public void close(String secret) {
    jdbi.useHandle(h -> h.execute("delete from session where hash = ?", Accounts.hash(secret)));
  }
}
