package assay.activities.desk;

import assay.domain.Tier;
import assay.domain.Wire;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * The people who may use the desk.
 *
 * <p>A token is 256 random bits, shown once; only its SHA-256 is kept, so that a copy of the
 * database lets nobody in.
 */
public final class Accounts {
  private static final int TOKEN_BYTES = 32;

  /** A new account with the one sight of its token. */
  public record Added(Account account, String token) {}

  private static final SecureRandom RANDOM = new SecureRandom();

  private final Jdbi jdbi;

  public Accounts(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Adds somebody who labels; a name that is taken is refused. */
  public Added addAnnotator(
      String name, Tier tier, List<String> specializations, List<String> languages) {
    return add(name, Role.ANNOTATOR, tier, specializations, languages);
  }

  /** Adds somebody who does not label. */
  public Added addUser(String name, Role role) {
    if (role == Role.ANNOTATOR) {
      throw DeskRefusal.invalid("An annotator needs a tier; add one with: assay annotator add");
    }
    return add(name, role, null, List.of(), List.of());
  }

  /** Everybody who labels, in the order they were added. */
  public List<Account> annotators() {
    return jdbi.withHandle(
        h ->
            h.createQuery("select * from account where role = 'annotator' order by id")
                .map(Accounts::map)
                .list());
  }

  /** The person of this name who labels. */
  public Account annotator(String name) {
    return jdbi.withHandle(
        h ->
            h.createQuery("select * from account where name = :name and role = 'annotator'")
                .bind("name", name)
                .map(Accounts::map)
                .findOne()
                .orElseThrow(() -> DeskRefusal.notFound("No annotator is named " + name + ".")));
  }

  /** The person of this number who labels. */
  public Account annotator(int id) {
    return jdbi.withHandle(
        h ->
            h.createQuery("select * from account where id = :id and role = 'annotator'")
                .bind("id", id)
                .map(Accounts::map)
                .findOne()
                .orElseThrow(
                    () -> DeskRefusal.notFound("There is no annotator number " + id + ".")));
  }

  /** Whose token this is, suspended or not. */
  public Optional<Account> byToken(String token) {
    return jdbi.withHandle(
        h ->
            h.createQuery("select * from account where token_hash = :hash")
                .bind("hash", hash(token))
                .map(Accounts::map)
                .findOne());
  }

  /** Replaces a lost token; the old one is worth nothing from now on. */
  public Added rotateToken(String name) {
    String token = newSecret();
    return jdbi.withHandle(
        h ->
            h.createQuery("update account set token_hash = :hash where name = :name returning *")
                .bind("hash", hash(token))
                .bind("name", name)
                .map(Accounts::map)
                .findOne()
                .map(account -> new Added(account, token))
                .orElseThrow(() -> DeskRefusal.notFound("Nobody is named " + name + ".")));
  }

  /** Names of running campaigns that have paused people, by the people's numbers. */
  public Map<Integer, List<String>> paused() {
    return jdbi.withHandle(
        h ->
            h.createQuery(
                    """
                    select m.annotator, array_agg(c.name order by c.name) as campaigns
                    from member m join campaign c on c.id = m.campaign
                    where m.standing = 'paused' and c.status = 'running' group by m.annotator
                    """)
                .map((row, context) -> Map.entry(row.getInt("annotator"), texts(row, "campaigns")))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  /** The admin account of a desk that starts: with the given token, or with a new one. */
  public String adminToken(@Nullable String given) {
    String token = given == null || given.isBlank() ? newSecret() : given;
    jdbi.useHandle(
        h ->
            h.createUpdate(
                    """
                    insert into account (name, role, token_hash) values ('admin', 'admin', :hash)
                    on conflict (name) do update set token_hash = :hash where account.role = 'admin'
                    """)
                .bind("hash", hash(token))
                .execute());
    return token;
  }

  /** The form in which a token is kept. */
  public static String hash(String token) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private Added add(
      String name,
      Role role,
      @Nullable Tier tier,
      List<String> specializations,
      List<String> languages) {
    if (name.isBlank()) {
      throw DeskRefusal.invalid("name must not be empty.");
    }
    String token = newSecret();
    return jdbi.withHandle(
        h ->
            insert(h, name, role, tier, specializations, languages, hash(token))
                .map(account -> new Added(account, token))
                .orElseThrow(
                    () -> DeskRefusal.conflict("There is already an account named " + name + ".")));
  }

  private static Optional<Account> insert(
      Handle h,
      String name,
      Role role,
      @Nullable Tier tier,
      List<String> specializations,
      List<String> languages,
      String hash) {
    return h.createQuery(
            """
            insert into account (name, role, tier, specializations, languages, token_hash)
            values (:name, :role, :tier, :specializations, :languages, :hash)
            on conflict (name) do nothing
            returning *
            """)
        .bind("name", name)
        .bind("role", Wire.name(role))
        .bind("tier", tier == null ? null : Integer.valueOf(tier.ordinal()))
        .bindArray("specializations", String.class, specializations)
        .bindArray("languages", String.class, languages)
        .bind("hash", hash)
        .map(Accounts::map)
        .findOne();
  }

  /** What only its owner has: a token, or the secret of a session. */
  public static String newSecret() {
    byte[] bytes = new byte[TOKEN_BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  static Account map(ResultSet row, StatementContext context) throws SQLException {
    Integer tier = row.getObject("tier", Integer.class);
    return new Account(
        row.getInt("id"),
        row.getString("name"),
        Wire.parse(Role.class, row.getString("role")).orElseThrow(),
        tier == null ? null : Tier.values()[tier],
        texts(row, "specializations"),
        texts(row, "languages"),
        row.getBoolean("active"));
  }

  private static List<String> texts(ResultSet row, String column) throws SQLException {
    return Arrays.asList((String[]) row.getArray(column).getArray());
  }
}
