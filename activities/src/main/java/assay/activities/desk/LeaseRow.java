package assay.activities.desk;

import assay.domain.Stage;
import assay.domain.Wire;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * A lease as it is stored.
 *
 * @param standIn for gold and repeated items, the real item it was shown in place of
 * @param earlier tenths of a second spent under the lease that this one replaces
 * @param why it does not count, or took another one's place
 * @param looking whether its expert may still revise it, and its batch has not heard of it
 * @param expired by the database's clock, when the row was read
 * @param ownTenths the desk's own measure: time since the lease was issued
 * @param hourlyUsd pay of an hour, where it is paid by the hour; {@code payUsd} is what it came to
 * @param itemOpen of its own item; of the stand-in for gold and repeated items
 */
record LeaseRow(
    long number,
    long item,
    int campaign,
    int batch,
    int pair,
    Stage stage,
    int annotator,
    int member,
    boolean swapped,
    @Nullable Long standIn,
    State state,
    Instant expiresAt,
    @Nullable String request,
    @Nullable String reply,
    @Nullable String answer,
    int tenths,
    int earlier,
    BigDecimal payUsd,
    @Nullable BigDecimal hourlyUsd,
    boolean counted,
    @Nullable String why,
    boolean looking,
    List<String> flags,
    boolean expired,
    long ownTenths,
    boolean itemOpen) {

  enum State {
    ACTIVE,
    DONE,
    LAPSED,
    SKIPPED,
    /** Given back untouched, because the person took an earlier label back. */
    RETURNED,
    WITHDRAWN
  }

  /** What {@link #map} reads, of a lease {@code l}. */
  static final String COLUMNS =
      """
      l.*, l.expires_at <= clock_timestamp() as expired,
      cast(extract(epoch from clock_timestamp() - l.issued_at) * 10 as bigint) as own_tenths,
      (select i.open from item i where i.id = coalesce(l.stand_in, l.item)) as item_open
      """;

  /** Nothing else is open on the pair of a lease {@code l}. */
  static final String ALONE =
      """
      not exists (
        select from item o
        where o.campaign = l.campaign and o.pair = l.pair and o.id <> l.item and o.open
          and o.stage <> 'gold')
      """;

  /** The person of a lease {@code l} fails the spec's rule; see {@link Pausing}. */
  static final String FAILING =
      """
      exists (
        select from member m
        where m.campaign = l.campaign and m.number = l.member and m.standing = 'failing')
      """;

  private static final String SELECT = "select " + COLUMNS + "from lease l\n";

  static Optional<LeaseRow> find(Handle h, long number) {
    return h.createQuery(SELECT + "where l.number = :number")
        .bind("number", number)
        .map(LeaseRow::map)
        .findOne();
  }

  /** A lease of this person; nobody learns of others'. */
  static LeaseRow mine(Handle h, int annotator, long number) {
    return find(h, number)
        .filter(lease -> lease.annotator == annotator)
        .orElseThrow(
            () ->
                PracticeRow.find(h, number).filter(row -> row.annotator() == annotator).isPresent()
                    ? Refusals.practice(number)
                    : DeskRefusal.notFound("You have no lease number " + number + "."));
  }

  static Optional<LeaseRow> inHand(Handle h, int annotator) {
    return h.createQuery(SELECT + "where l.annotator = :annotator and l.state = 'active'")
        .bind("annotator", annotator)
        .map(LeaseRow::map)
        .findOne();
  }

  static Optional<LeaseRow> replacing(Handle h, long number) {
    return h.createQuery(SELECT + "where l.replaces = :number")
        .bind("number", number)
        .map(LeaseRow::map)
        .findOne();
  }

  static LeaseRow locked(Handle h, long number) {
    return h.createQuery(SELECT + "where l.number = :number for update of l")
        .bind("number", number)
        .map(LeaseRow::map)
        .one();
  }

  boolean gold() {
    return stage == Stage.GOLD;
  }

  /** Shown in place of a real item. */
  boolean aside() {
    return stage.aside();
  }

  static LeaseRow map(ResultSet row, StatementContext context) throws SQLException {
    return new LeaseRow(
        row.getLong("number"),
        row.getLong("item"),
        row.getInt("campaign"),
        row.getInt("batch"),
        row.getInt("pair"),
        Wire.parse(Stage.class, row.getString("stage")).orElseThrow(),
        row.getInt("annotator"),
        row.getInt("member"),
        row.getBoolean("swapped"),
        row.getObject("stand_in", Long.class),
        Wire.parse(State.class, row.getString("state")).orElseThrow(),
        row.getObject("expires_at", OffsetDateTime.class).toInstant(),
        row.getString("request"),
        row.getString("reply"),
        row.getString("answer"),
        row.getInt("tenths"),
        row.getInt("earlier"),
        row.getBigDecimal("pay_usd"),
        row.getBigDecimal("hourly_usd"),
        row.getBoolean("counted"),
        row.getString("why"),
        row.getObject("look_until") != null,
        Arrays.asList((String[]) row.getArray("flags").getArray()),
        row.getBoolean("expired"),
        row.getLong("own_tenths"),
        row.getBoolean("item_open"));
  }
}
