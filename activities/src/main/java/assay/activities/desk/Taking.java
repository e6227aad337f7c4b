package assay.activities.desk;

import assay.domain.Stage;
import assay.domain.Wire;
import assay.domain.spec.CampaignSpec;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * Takes a place for a person: what they are promised with the lease, and how it is shown to them.
 *
 * @param member the person's number in the campaign
 * @param hourly pay of an hour, where it is paid by the hour
 */
record Taking(
    int annotator,
    Stage stage,
    int member,
    boolean swapped,
    Duration length,
    BigDecimal pay,
    @Nullable BigDecimal hourly) {

  /** All that changes with a lease; {@code wish}, before it, says which one it is. */
  private static final String CHANGES =
      """
      place as (
        update item set leased = leased + 1, moved = pg_current_xact_id()
        from wish where item.id = wish.real and not wish.aside),
      seat as (
        insert into seat (campaign, pair, annotator, state)
        select campaign, pair, :annotator, 'leased' from wish where not repeat
        on conflict (campaign, pair, annotator) do update set state = 'leased', last_until = null
        where seat.state = 'lapsed'
        returning true),
      taken as (
        insert into lease (item, campaign, batch, pair, stage, annotator, member, swapped, stand_in,
          expires_at, pay_usd, hourly_usd)
        select item, campaign, batch, pair, stage, :annotator, member, :swapped,
          case when aside then real end, clock_timestamp() + :length, :pay, :hourly
        from wish
        on conflict (annotator) where state = 'active' do nothing
        returning number, item, campaign, pair, expires_at)
      """;

  private static final String TAKE =
      """
      with wish as materialized (
        select cast(:real as bigint) as real, cast(:item as bigint) as item,
          cast(:campaign as int) as campaign, cast(:batch as int) as batch,
          cast(:pair as int) as pair, cast(:stage as text) as stage,
          cast(:member as int) as member, cast(:aside as boolean) as aside,
          cast(:repeat as boolean) as repeat),
      %s
      select l.number, l.item, l.campaign, l.pair, l.expires_at, %s
      from taken l join pair p on p.campaign = l.campaign and p.ix = l.pair
      where :repeat or exists (select from seat)
      """
          .formatted(CHANGES, Tasks.Texts.COLUMNS);

  /**
   * The choice and the lease in a transaction of one statement, if what is chosen is as it was last
   * time. What was written before somebody turned out to be in the way is undone by {@code
   * begin_again}.
   */
  private static final String TAKE_AT_ONCE =
      Choice.HELD
          + """
          , wish as materialized (
            select id as real, id as item, campaign, batch, pair, stage, number as member,
              false as aside, false as repeat
            from chosen
            where campaign = :in and stage = :stage and number = :member and gold_seen = :seen
              and gold_right = :right),
          %s
          select l.number, l.item, l.campaign, l.pair, l.expires_at, %s,
            case when l.number is null or not exists (select from seat) then begin_again() end
          from wish w left join taken l on true
            left join pair p on p.campaign = l.campaign and p.ix = l.pair
          """
              .formatted(CHANGES, Tasks.Texts.COLUMNS);

  /** A lease that was written. */
  record Taken(Tasks.Handed lease, int pair, Tasks.Texts texts) {}

  /**
   * @param stage of what is shown
   * @param expert whether it is an expert's work, which gold in its place is too
   */
  static Taking of(
      CampaignSpec spec, int annotator, Stage stage, boolean expert, int member, boolean swapped) {
    return new Taking(
        annotator,
        stage,
        member,
        swapped,
        spec.review().lease(),
        expert ? spec.expertPay() : spec.reviewPay(),
        spec.hourly(expert).orElse(null));
  }

  /**
   * Leases the place that is shown.
   *
   * @param real whose item is locked; itself, or what {@code place} is shown instead of
   * @return empty when the seat or the person's hand was taken meanwhile: begin again
   */
  Optional<Taken> instead(Handle h, Choice.Place real, Choice.Place place) {
    return bound(h, TAKE)
        .bind("real", real.item())
        .bind("aside", place.stage().aside())
        .bind("repeat", place.stage() == Stage.REPEAT)
        .bind("item", place.item())
        .bind("campaign", place.campaign())
        .bind("batch", place.batch())
        .bind("pair", place.pair())
        .map(this::taken)
        .findOne();
  }

  /**
   * Chooses and leases, if what is chosen is of this campaign and stage and the person's gold is
   * still so.
   *
   * @param name only from this campaign, or from any
   * @return empty when something else comes next, or nothing; nothing has happened then
   */
  Optional<Taken> atOnce(Handle h, @Nullable String name, int campaign, Members.Gold gold) {
    return bound(h, TAKE_AT_ONCE)
        .bind("campaign", name)
        .bind("me", annotator)
        .bind("in", campaign)
        .bind("seen", gold.seen())
        .bind("right", gold.right())
        .map(this::taken)
        .findOne();
  }

  private Query bound(Handle h, String sql) {
    return h.createQuery(sql)
        .bind("annotator", annotator)
        .bind("stage", Wire.name(stage))
        .bind("member", member)
        .bind("swapped", swapped)
        .bind("length", length)
        .bind("pay", pay)
        .bind("hourly", hourly);
  }

  private Taken taken(ResultSet row, StatementContext context) throws SQLException {
    return new Taken(
        new Tasks.Handed(
            row.getLong("number"),
            row.getLong("item"),
            row.getInt("campaign"),
            swapped,
            row.getObject("expires_at", OffsetDateTime.class).toInstant(),
            pay,
            hourly),
        row.getInt("pair"),
        Tasks.Texts.map(row, context));
  }
}
