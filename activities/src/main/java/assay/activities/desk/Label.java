package assay.activities.desk;

import assay.activities.store.Json;
import java.math.BigDecimal;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * A label as its lease's row will hold it, and all that changes with it.
 *
 * @param item of the lease; its place is given back unless the lease is {@code aside}
 * @param repeat an item that was judged before; its seat stays as it is
 * @param late its item was closed before
 * @param withheld from its batch for now, see {@link Looking}
 * @param request what the person sent, in the one form for it
 * @param answer as the input has the responses; {@code shown} as they were shown
 * @param payUsd null leaves what was promised with the lease
 */
record Label(
    long number,
    int annotator,
    long item,
    boolean aside,
    boolean repeat,
    boolean late,
    boolean withheld,
    String request,
    Receipt receipt,
    String answer,
    String shown,
    int tenths,
    List<String> flags,
    @Nullable BigDecimal payUsd,
    Submission submission) {

  /**
   * Everything that a label changes whenever there is one; nothing when its lease is not in hand
   * any more, or its item was closed meanwhile. The item is locked before the lease. {@code %s} is
   * one more condition.
   */
  private static final String CHANGES =
      """
      place as (
        update item i set leased = i.leased - 1, done = i.done + cast(:counted as int),
          moved = case when :counted then i.moved else pg_current_xact_id() end
        where i.id = :item and :place and i.leased > 0 and (i.open or :late) %s
        returning i.campaign, i.pair, i.lane, i.done < i.wanted as wanting),
      done as (
        update lease set state = 'done', ended_at = clock_timestamp(), request = :request,
          reply = :reply, answer = :answer, shown_answer = :shown, tenths = :tenths,
          flags = :flags, counted = :counted, why = :why, confidence = :confidence,
          dimensions = :dimensions, comment = :comment, pay_usd = coalesce(:pay, pay_usd)
        where number = :number and state = 'active' and expires_at > clock_timestamp()
          and (not :place or exists (select from place))
        returning campaign, batch, pair, stage, member, annotator, number),
      seated as (
        insert into seat (campaign, pair, annotator, state)
        select campaign, pair, annotator, 'judged' from done where :seat
        on conflict (campaign, pair, annotator) do update set state = 'judged', last_until = null),
      told as (
        insert into event (campaign, batch, kind, pair, stage, member, lease)
        select campaign, batch, :told, pair, stage, member, number from done
        where cast(:told as text) is not null)
      """;

  /**
   * Somebody else may see item {@code i} and has not been there. Who has it in hand may be handing
   * in a label at this moment; whoever looks under the item's lock sees whether they did.
   */
  private static final String SOMEBODY_IS_LEFT =
      """
      exists (
        select from may_see w
        where w.lane = i.lane and w.annotator <> :me and not exists (
          select from seat s
          where s.campaign = i.campaign and s.pair = i.pair and s.annotator = w.annotator
            and s.state in ('judged', 'skipped', 'leased')))
      """;

  private static final String WRITE =
      """
      with %s
      select exists (select from done) as accepted,
        coalesce((select i.wanting and not %s from place i), true) as last
      """
          .formatted(CHANGES.formatted(""), SOMEBODY_IS_LEFT);

  /**
   * The same in a transaction of one statement, for a label from which nothing else follows: the
   * lease is the one that was handed out, its person is active and not failing, nothing else is
   * open on its pair, and its item will not wait for somebody who is not there. The seconds are
   * those of the database's clock, to a fifth of one. What was written before somebody turned out
   * to be in the way is undone by {@code begin_again}.
   */
  private static final String WRITE_AT_ONCE =
      """
      with person as materialized (
        select id from account
        where id = :me and role = 'annotator' and active for no key update),
      lease_held as materialized (
        select w.free from person p join lease l on l.number = :number and l.annotator = p.id
        join item i on i.id = l.item
        cross join lateral (
          select i.done + 1 < i.wanted as wanting, i.done + 1 < i.wanted and %s as free) w
        where l.state = 'active' and l.expires_at > clock_timestamp() and l.item = :item
          and l.swapped = :swapped and l.earlier = 0
          and abs(extract(epoch from clock_timestamp() - l.issued_at) * 10 - :own) <= 2
          and %s and not %s and (w.free or not w.wanting)),
      """
              .formatted(SOMEBODY_IS_LEFT, LeaseRow.ALONE, LeaseRow.FAILING)
          + CHANGES.formatted("and exists (select from lease_held)")
          + """
          select case
            when exists (
              select from place p cross join lease_held h
              where p.wanting and not h.free or not exists (select from done)) then begin_again()
            else exists (select from done) end
          """;

  /**
   * What came of it.
   *
   * @param last whether the item needs labels and may have nobody left who could give one
   */
  record Written(boolean accepted, boolean last) {}

  /** Whether it counts towards what its item wants. */
  boolean counted() {
    return !late && !repeat;
  }

  /** Writes it; the caller holds the person, and has looked at what the lease is. */
  Written write(Handle h) {
    return bound(h, WRITE)
        .map((row, context) -> new Written(row.getBoolean("accepted"), row.getBoolean("last")))
        .one();
  }

  /**
   * Writes it if nothing else follows from it.
   *
   * @param swapped whether it was shown so
   * @param ownTenths the desk's own measure, by the clock of this process
   * @return whether it did; else nothing has happened
   */
  boolean writeAtOnce(Handle h, boolean swapped, long ownTenths) {
    return bound(h, WRITE_AT_ONCE)
        .bind("swapped", swapped)
        .bind("own", ownTenths)
        .mapTo(Boolean.class)
        .one();
  }

  private Query bound(Handle h, String sql) {
    return h.createQuery(sql)
        .bind("number", number)
        .bind("request", request)
        .bind("reply", Json.write(receipt))
        .bind("answer", answer)
        .bind("shown", shown)
        .bind("tenths", tenths)
        .bindArray("flags", String.class, flags)
        .bind("counted", counted())
        .bind("why", late ? "late" : repeat ? "repeat" : null)
        .bind("pay", payUsd)
        .bind("confidence", submission.confidence())
        .bind(
            "dimensions",
            submission.dimensions().isEmpty() ? null : Json.write(submission.dimensions()))
        .bind("comment", submission.comment())
        .bind("me", annotator)
        .bind("item", item)
        .bind("late", late)
        .bind("place", !aside)
        .bind("seat", !repeat)
        .bind("told", withheld ? null : counted() ? "judged" : "late");
  }
}
