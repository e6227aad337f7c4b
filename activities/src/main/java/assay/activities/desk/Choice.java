package assay.activities.desk;

import assay.domain.Stage;
import assay.domain.Wire;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * Which item a person gets next.
 *
 * <p>The person's own tier comes first: what only they can do, before what others can do too. Then
 * the score: 3 for a domain the person is specialized in, half the priority, and twice the person's
 * quality times the item's difficulty. Then the item nearest to completion, and of those the one
 * that has waited longest.
 *
 * <p>The score is the same for all items of a lane, so the best item is the first unseen one of the
 * best lane that has any: one statement, which reads each lane along the index and stops at the
 * first item it finds. Quality is the share of gold answered rightly, with one right and one wrong
 * answer added, on a scale from -1 to 1: for a person without evidence hard and easy items are
 * alike.
 */
final class Choice {
  /** Lanes that a person may be served from, with how they rank for that person. */
  static final String SERVED =
      """
      select w.lane, w.tier, w.places,
        3.0 * cast(w.domain <> '' and w.domain = any(w.specializations) as int)
          + 0.5 * w.priority
          + 2.0 * ((2.0 * w.gold_right + 2) / (w.gold_seen + 2) - 1) * w.difficulty as score
      from may_see w join campaign c on c.id = w.campaign
      where w.annotator = :me and c.status = 'running' and c.paused_since is null
        and not c.cancel_requested and w.ready and (cast(:campaign as text) is null or c.name = :campaign)
      """;

  /** Free items of one lane and number of free places, as the index has them. */
  static final String FREE =
      """
      i.lane = w.lane and i.wanted - i.done - i.leased = w.free and i.open and i.stage <> 'gold'
        and i.done + i.leased < i.wanted
      """;

  /** Where the person's bookmark is; one from another life of the database is worth nothing. */
  static final String BOOKMARK =
      """
      coalesce(
        (select b.moved from bookmark b
         where b.annotator = :me and b.lane = w.lane and b.free = w.free
           and b.moved <= pg_snapshot_xmin(pg_current_snapshot())), '0')
      """;

  private static final String EMPTY_HANDED =
      "not exists (select from lease where annotator = :me and state = 'active')";

  private static final String UNSEEN =
      """
      select i.*
      from (
        select s.lane, f.free
        from (%s) s cross join generate_series(1, s.places) f(free)
        order by s.tier desc, s.score desc, f.free, s.lane) w
      cross join lateral (
        select i.id, i.campaign, i.batch, i.pair, i.stage from item i
        where %s and i.moved >= %s
          and coalesce(
            (select s.state = 'lapsed' and s.last_until <= clock_timestamp() from seat s
             where s.campaign = i.campaign and s.pair = i.pair and s.annotator = :me), true)
        order by i.moved, i.id limit 1 for update of i skip locked) i
      where %s
      limit 1
      """;

  private static final String LATELY_LAPSED =
      """
      select i.id, i.campaign, i.batch, i.pair, i.stage
      from seat s join item i on i.campaign = s.campaign and i.pair = s.pair
      join (%s) w on w.lane = i.lane
      where s.annotator = :me and s.last_until is not null and s.state = 'lapsed' and %s
        and i.open and i.stage <> 'gold' and i.done + i.leased < i.wanted
      order by w.tier desc, w.score desc, i.wanted - i.done - i.leased, i.moved, i.id
      limit 1 for update of i skip locked
      """
          .formatted(SERVED, EMPTY_HANDED);

  private static final String CHOSEN =
      """
      select i.*, m.number, m.gold_seen, m.gold_right
      from (%s) i left join member m on m.campaign = i.campaign and m.annotator = :me
      """;

  private static final List<String> CHOICES =
      List.of(
          CHOSEN.formatted(UNSEEN.formatted(SERVED, FREE, BOOKMARK, EMPTY_HANDED)),
          CHOSEN.formatted(LATELY_LAPSED));

  /**
   * What a request begins with: the person is held, and what they would get is {@code chosen} at
   * once. A request of the same person that ended while this one waited is not seen by the choice;
   * {@link Leasing} finds that the seat or the hand is taken, and begins again.
   */
  static final String HELD =
      """
      with person as materialized (
        select id, active, looking, practising
        from account where id = :me and role = 'annotator' for no key update),
      chosen as materialized (
        select p.active, p.looking, p.practising, i.*, m.number, m.gold_seen, m.gold_right
        from person p
        left join lateral (%s) i on true
        left join member m on m.campaign = i.campaign and m.annotator = p.id)
      """
          .formatted(
              UNSEEN.formatted(
                  SERVED,
                  FREE,
                  BOOKMARK,
                  EMPTY_HANDED + " and p.active and not p.looking and p.practising is null"));

  /** A place in an item. */
  record Place(long item, int campaign, int batch, int pair, Stage stage) {}

  /**
   * A free place, its item locked, and what is known of the person in its campaign.
   *
   * @param member the person's number there; null before the first lease
   */
  record Chosen(Place place, @Nullable Integer member, Members.Gold gold) {}

  /**
   * A person who is held.
   *
   * @param looking whether they may have labels that their batches have not heard of
   * @param practising the campaign whose test they have begun, null for none
   * @param chosen a place that is free and unseen, for those who do neither and hold none
   */
  record Held(
      boolean active, boolean looking, @Nullable Integer practising, Optional<Chosen> chosen) {}

  private Choice() {}

  static Held held(Handle h, int annotator, @Nullable String campaign) {
    return h.createQuery(HELD + "select * from chosen")
        .bind("campaign", campaign)
        .bind("me", annotator)
        .map(
            (row, context) ->
                new Held(
                    row.getBoolean("active"),
                    row.getBoolean("looking"),
                    row.getObject("practising", Integer.class),
                    row.getObject("id") == null
                        ? Optional.empty()
                        : Optional.of(chosen(row, context))))
        .findOne()
        .orElseThrow(() -> Refusals.noAnnotator(annotator));
  }

  /** The place for a person who holds none; empty also while they hold one. */
  static Optional<Chosen> of(Handle h, int annotator, @Nullable String campaign) {
    for (String choice : CHOICES) {
      Optional<Chosen> chosen =
          h.createQuery(choice)
              .bind("campaign", campaign)
              .bind("me", annotator)
              .map(Choice::chosen)
              .findOne();
      if (chosen.isPresent()) {
        return chosen;
      }
    }
    return Optional.empty();
  }

  private static Chosen chosen(ResultSet row, StatementContext context) throws SQLException {
    return new Chosen(
        new Place(
            row.getLong("id"),
            row.getInt("campaign"),
            row.getInt("batch"),
            row.getInt("pair"),
            Wire.parse(Stage.class, row.getString("stage")).orElseThrow()),
        row.getObject("number", Integer.class),
        new Members.Gold(row.getInt("gold_seen"), row.getInt("gold_right")));
  }
}
