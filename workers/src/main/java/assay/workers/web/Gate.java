package assay.workers.web;

import assay.activities.desk.Account;
import assay.activities.desk.Accounts;
import assay.activities.desk.Role;
import assay.domain.Wire;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Knows people by their tokens.
 *
 * <p>A token is looked up by its hash, so how long a wrong one takes tells nothing about right
 * ones. A known account is remembered for seconds: that is how late a suspension may take effect.
 */
final class Gate {
  private static final String SCHEME = "Bearer ";
  private static final Duration MEMORY = Duration.ofSeconds(3);
  private static final int MOST_REMEMBERED = 10_000;

  private record Remembered(Account account, long until) {}

  private final Accounts accounts;
  private final ConcurrentHashMap<String, Remembered> known = new ConcurrentHashMap<>();

  Gate(Accounts accounts) {
    this.accounts = accounts;
  }

  /** Who asks, if they have one of these roles. */
  Account admit(Context context, Role... roles) {
    Account account = admitSuspended(context, roles);
    if (!account.active()) {
      throw Problem.forbidden("This account is suspended. Ask your manager about it.");
    }
    return account;
  }

  /** The same, also for somebody who is suspended: they may speak for themselves. */
  Account admitSuspended(Context context, Role... roles) {
    Account account = account(token(context));
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

  private static String token(Context context) {
    String header = context.header("Authorization");
    if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      throw Problem.unauthorized("A token is needed: send the header Authorization: Bearer TOKEN.");
    }
    return header.substring(SCHEME.length()).strip();
  }

  private Account account(String token) {
    String hash = Accounts.hash(token);
    long now = System.nanoTime();
    Remembered remembered = known.get(hash);
    if (remembered != null && now - remembered.until < 0) {
      return remembered.account;
    }
    known.remove(hash);
    Optional<Account> found = accounts.byToken(token);
    if (found.isEmpty()) {
      throw Problem.unauthorized(
          "This token is not known here. Use the one you were given, whole; a lost one is replaced"
              + " by your manager.");
    }
    if (known.size() >= MOST_REMEMBERED) {
      known.clear();
    }
    known.put(hash, new Remembered(found.get(), now + MEMORY.toNanos()));
    return found.get();
  }
}
