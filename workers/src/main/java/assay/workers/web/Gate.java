package assay.workers.web;

import assay.activities.desk.Account;
import assay.activities.desk.Accounts;
import assay.activities.desk.Role;
import assay.activities.desk.Sessions;
import assay.domain.Wire;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Knows people by their tokens, and pages by their sessions.
 *
 * <p>Both are looked up by their hash, so how long a wrong one takes tells nothing about right
 * ones. A known account is remembered for seconds: that is how late a suspension may take effect.
 * Browsers send a session's cookie by themselves, also for a page of somebody else, so what changes
 * anything needs the session's second half, which only the house's own pages can read.
 */
final class Gate {
  static final String COOKIE = "assay_session";
  static final String CSRF_HEADER = "X-CSRF-Token";

  private static final String SCHEME = "Bearer ";
  private static final Duration MEMORY = Duration.ofSeconds(3);
  private static final int MOST_REMEMBERED = 10_000;
  private static final List<HandlerType> READING = List.of(HandlerType.GET, HandlerType.HEAD);

  private enum Kind {
    TOKEN,
    SESSION
  }

  private record Remembered(Account account, long until) {}

  private final Accounts accounts;
  private final Sessions sessions;
  private final RateLimit limit;
  private final ConcurrentHashMap<String, Remembered> known = new ConcurrentHashMap<>();

  Gate(Accounts accounts, Sessions sessions, RateLimit limit) {
    this.accounts = accounts;
    this.sessions = sessions;
    this.limit = limit;
  }

  /** Who asks, if they have one of these roles. */
  Account admit(Context context, Role... roles) {
    Account account = admitSuspended(context, roles);
    if (!account.active()) {
      throw suspended();
    }
    return account;
  }

  /** The same, also for somebody who is suspended: they may speak for themselves. */
  Account admitSuspended(Context context, Role... roles) {
    Account account = account(context);
    count(account);
    List<Role> allowed = Arrays.asList(roles);
    if (!allowed.contains(account.role())) {
      throw Problem.forbidden(
          "This needs the role %s; the account %s is %s."
              .formatted(
                  allowed.stream().map(Wire::name).collect(Collectors.joining(" or ")),
                  account.name(),
                  Wire.name(account.role())));
    }
    return account;
  }

  /** What a page sends back with whatever changes something. */
  static String csrf(String session) {
    return Accounts.hash("csrf " + session);
  }

  void count(Account account) {
    limit.count(account.id());
  }

  private static Problem suspended() {
    return Problem.forbidden("This account is suspended. Ask your manager about it.");
  }

  static Problem unknown() {
    return Problem.unauthorized(
        "This token is not known here. Use the one you were given, whole; a lost one is replaced"
            + " by your manager.");
  }

  /** The page has signed out. */
  void forget(String session) {
    known.remove(key(Kind.SESSION, session));
  }

  private Account account(Context context) {
    String header = context.header("Authorization");
    if (header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      String token = header.substring(SCHEME.length()).strip();
      return remembered(Kind.TOKEN, token).orElseThrow(Gate::unknown);
    }
    String session = context.cookie(COOKIE);
    if (session == null) {
      throw Problem.unauthorized("A token is needed: send the header Authorization: Bearer TOKEN.");
    }
    Account account =
        remembered(Kind.SESSION, session)
            .orElseThrow(() -> Problem.unauthorized("This session is over. Sign in again."));
    if (!READING.contains(context.method()) && !same(csrf(session), context.header(CSRF_HEADER))) {
      throw Problem.forbidden(
          "A page's session needs the header %s, with the csrf of /api/session."
              .formatted(CSRF_HEADER));
    }
    return account;
  }

  /** Whether a secret is the right one; how long it takes does not say how nearly. */
  static boolean same(String wanted, @Nullable String given) {
    return given != null
        && MessageDigest.isEqual(
            wanted.getBytes(StandardCharsets.US_ASCII), given.getBytes(StandardCharsets.UTF_8));
  }

  private Optional<Account> remembered(Kind kind, String secret) {
    String key = key(kind, secret);
    long now = System.nanoTime();
    Remembered remembered = known.get(key);
    if (remembered != null && now - remembered.until < 0) {
      return Optional.of(remembered.account);
    }
    known.remove(key);
    Optional<Account> found =
        switch (kind) {
          case TOKEN -> accounts.byToken(secret);
          case SESSION -> sessions.find(secret);
        };
    if (known.size() >= MOST_REMEMBERED) {
      known.clear();
    }
    found.ifPresent(account -> known.put(key, new Remembered(account, now + MEMORY.toNanos())));
    return found;
  }

  private static String key(Kind kind, String secret) {
    return kind + " " + Accounts.hash(secret);
  }
}
