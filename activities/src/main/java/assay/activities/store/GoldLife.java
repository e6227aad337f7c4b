package assay.activities.store;

import assay.domain.measure.quality.GoldQuestion;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * How gold questions come into the pool from experts' labels, how they fare, and how they leave it.
 *
 * <p>A campaign has its own copies from its start on, so what is promoted serves later ones; what
 * is retired is shown no more in any.
 */
public final class GoldLife {

  /**
   * A question of the pool.
   *
   * @param source the campaign whose experts gave the label, empty for one that was added
   * @param evidence what they said, null for one that was added
   * @param answered in all campaigns, by people who were not paused
   * @param suspect whether its label is probably wrong
   */
  public record Question(
      String id,
      String label,
      @Nullable String domain,
      String source,
      @Nullable JsonNode evidence,
      Instant addedAt,
      @Nullable Instant retiredAt,
      String retiredWhy,
      int answered,
      int right,
      int contested,
      boolean suspect) {}

  /** One side: all experts whose label counts said the same, and it is not a tie. */
  private static final String AGREED =
      """
      from campaign c
      join label l on l.campaign = c.id and l.decided_by = 'expert' and l.label in (
        'A>>', 'A>', 'B>', 'B>>')
      join pair p on p.campaign = c.id and p.ix = l.ix and p.response_a is not null
        and p.response_b is not null
      where c.name = :campaign and not exists (
        select 1 from lease e
        where e.campaign = p.campaign and e.pair = p.ix and e.stage = 'expert' and e.state = 'done'
          and e.counted and left(e.answer, 1) <> left(l.label, 1))
      """;

  private static final String PROMOTE =
      """
      insert into gold (id, prompt, response_a, response_b, label, domain, source, evidence)
      select c.name || '/' || p.id, p.prompt, p.response_a, p.response_b, l.label, p.domain, c.name,
        json_build_object('pair', p.id, 'experts', (
            select json_agg(json_build_object('annotator', 'w' || e.member, 'label', e.answer,
              'lease', e.number) order by e.number)
            from lease e
            where e.campaign = p.campaign and e.pair = p.ix and e.stage = 'expert'
              and e.state = 'done' and e.counted),
          'votes', cast(l.votes as json))
      """
          + AGREED
          + """
      order by l.ix
      on conflict (id) do nothing
      """;

  private static final String PROMOTABLE =
      "select count(*) "
          + AGREED
          + "and not exists (select 1 from gold g where g.id = c.name || '/' || p.id)";

  private static final String QUESTIONS =
      """
      with fared as (
        select p.id, count(*) as answered, count(c.lease) as contested,
          count(*) filter (where not 'gold_incorrect' = any(l.flags)) as rightly
        from pair p
        join lease l on l.campaign = p.campaign and l.pair = p.ix and l.stage = 'gold'
          and l.state = 'done'
        join member m on m.campaign = l.campaign and m.number = l.member and m.standing = 'active'
        left join contest c on c.lease = l.number
        where p.gold is not null group by p.id)
      select g.*, coalesce(f.answered, 0) as answered, coalesce(f.contested, 0) as contested,
        coalesce(f.rightly, 0) as rightly
      from gold g left join fared f on f.id in (g.id, 'gold/' || g.id)
      order by g.id
      """;

  private final Jdbi jdbi;

  public GoldLife(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** The whole pool by id, retired ones too. */
  public List<Question> questions() {
    return jdbi.withHandle(
        h -> h.createQuery(QUESTIONS).map((row, context) -> question(row)).list());
  }

  /**
   * Puts pairs that experts decided into the pool; those that are there already stay as they are.
   *
   * @return how many are new
   */
  public int promote(String campaign) {
    return jdbi.withHandle(h -> h.createUpdate(PROMOTE).bind("campaign", campaign).execute());
  }

  /** How many {@link #promote} would put into the pool. */
  public int promotable(String campaign) {
    return jdbi.withHandle(
        h -> h.createQuery(PROMOTABLE).bind("campaign", campaign).mapTo(Integer.class).one());
  }

  /**
   * Takes a question out of the pool and out of running campaigns; answers to it stay what they
   * were.
   *
   * @return false when neither knows it
   */
  public boolean retire(String id, String why) {
    return jdbi.inTransaction(
        h -> {
          int pool =
              h.createUpdate(
                      """
                      update gold set retired_at = coalesce(retired_at, clock_timestamp()),
                        retired_why = case when retired_at is null then :why else retired_why end
                      where id = :id
                      """)
                  .bind("why", why)
                  .bind("id", id)
                  .execute();
          return pool + close(h, id) > 0;
        });
  }

  private static int close(Handle h, String id) {
    return h.createUpdate(
            """
            update item i set open = false
            from pair p join campaign c on c.id = p.campaign
            where i.campaign = p.campaign and i.pair = p.ix and i.stage = 'gold'
              and p.gold is not null and p.id in (:id, 'gold/' || :id) and c.status = 'running'
            """)
        .bind("id", id)
        .execute();
  }

  private static Question question(ResultSet row) throws SQLException {
    GoldQuestion fared =
        new GoldQuestion(
            row.getString("id"),
            row.getInt("answered"),
            row.getInt("rightly"),
            row.getInt("contested"));
    return new Question(
        fared.id(),
        row.getString("label"),
        row.getString("domain"),
        row.getString("source"),
        evidence(row.getString("evidence")),
        row.getObject("added_at", OffsetDateTime.class).toInstant(),
        Optional.ofNullable(row.getObject("retired_at", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant)
            .orElse(null),
        row.getString("retired_why"),
        fared.answered(),
        fared.right(),
        fared.contested(),
        fared.isSuspect());
  }

  private static @Nullable JsonNode evidence(@Nullable String json) {
    try {
      return json == null ? null : Json.MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new StoreFailure("stored evidence is not JSON", e);
    }
  }
}
