package assay.activities.desk;

import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Whose account a person of an identity provider has.
 *
 * <p>Somebody who runs the desk links an account to the name that a person has there. Names change
 * hands, so the first sign-in fixes the account to the person (issuer and subject, OpenID Connect
 * Core, section 2); from then on their name there does not matter, and nobody else gets in by it.
 */
public final class Logins {
  /**
   * A person as an identity provider vouches for them.
   *
   * @param subject never given to somebody else by this issuer
   * @param name what accounts are linked by; null when the provider does not say it
   */
  public record Identity(String issuer, String subject, @Nullable String name) {}

  private final Jdbi jdbi;

  public Logins(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Links an account anew: whoever signed in to it before no longer does. */
  public Account link(String account, String name) {
    if (name.isBlank()) {
      throw DeskRefusal.invalid("The name at the identity provider must not be empty.");
    }
    return jdbi.inTransaction(
        h -> {
          Account linked = named(h, account);
          owner(h, name)
              .filter(owner -> owner.id() != linked.id())
              .ifPresent(
                  owner -> {
                    throw DeskRefusal.conflict(
                        "%s is linked to the account %s; take it away there first: ./assay user unlink %s"
                            .formatted(name, owner.name(), owner.name()));
                  });
          remove(h, linked);
          h.execute(
              "insert into login (account, name) values (?, ?)", linked.id(), comparable(name));
          return linked;
        });
  }

  /** Takes an account's link away, and ends its sessions. */
  public Account unlink(String account) {
    return jdbi.inTransaction(
        h -> {
          Account linked = named(h, account);
          remove(h, linked);
          return linked;
        });
  }

  /** The account of a person who signs in, suspended or not; their first time fixes it to them. */
  public Optional<Account> find(Identity person) {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    """
                    with known as (
                      select account from login
                      where (issuer = :issuer and subject = :subject)
                         or (subject is null and name = :name)
                      order by subject nulls last limit 1 for update),
                    fixed as (
                      update login l set issuer = :issuer, subject = :subject
                      from known k where k.account = l.account returning l.account)
                    select a.* from fixed f join account a on a.id = f.account
                    """)
                .bind("issuer", person.issuer())
                .bind("subject", person.subject())
                .bind("name", person.name() == null ? null : comparable(person.name()))
                .map(Accounts::map)
                .findOne());
  }

  /** Whether an account is linked to this name, though it may be fixed to another person. */
  public boolean linked(String name) {
    return jdbi.withHandle(h -> owner(h, name)).isPresent();
  }

  private static Account named(Handle h, String account) {
    return h.createQuery("select * from account where name = :name for update")
        .bind("name", account)
        .map(Accounts::map)
        .findOne()
        .orElseThrow(() -> DeskRefusal.notFound("Nobody is named " + account + "."));
  }

  private static Optional<Account> owner(Handle h, String name) {
    return h.createQuery(
            "select a.* from login l join account a on a.id = l.account where l.name = :name")
        .bind("name", comparable(name))
        .map(Accounts::map)
        .findOne();
  }

  private static void remove(Handle h, Account account) {
    h.execute("delete from login where account = ?", account.id());
    h.execute("delete from session where account = ?", account.id());
  }

  /** Addresses are told apart without case, other names with it. */
  private static String comparable(String name) {
    String stripped = name.strip();
    return stripped.contains("@") ? stripped.toLowerCase(Locale.ROOT) : stripped;
  }
}
