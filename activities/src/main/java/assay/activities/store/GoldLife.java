package assay.activities.store;

import assay.activities.store.Campaigns.Campaign;
import assay.domain.Answer;
import assay.domain.Pair;
import assay.domain.TaskType;
import assay.domain.measure.quality.GoldQuestion;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
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
   * @param label the known answer in its JSON form
   * @param source the campaign whose experts gave the label, empty for one that was added
   * @param evidence what they said, null for one that was added
   * @param answered in all campaigns, by people who were not paused
   * @param suspect whether its label is probably wrong
   */
  public record Question(
      String id,
      String taskType,
      JsonNode label,
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

  /** Every pair that experts decided, with what those said whose label counts. */
  private static final String DECIDED =
      """
      select p.*, l.label as settled,
        (select array_agg(e.answer order by e.number) from lease e where %1$s) as answers,
        (select array_agg(e.member order by e.number) from lease e where %1$s) as members,
        (select array_agg(e.number order by e.number) from lease e where %1$s) as leases,
        l.votes
      from label l join pair p on p.campaign = l.campaign and p.ix = l.ix
      where l.campaign = :campaign and l.decided_by = 'expert' and l.label is not null
      order by l.ix
      """
          .formatted(
              "e.campaign = p.campaign and e.pair = p.ix and e.stage = 'expert'"
                  + " and e.state = 'done' and e.counted");

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
  private final Campaigns campaigns;

  public GoldLife(Jdbi jdbi) {
    this.jdbi = jdbi;
    this.campaigns = new Campaigns(jdbi);
  }

  /** The whole pool by id, retired ones too. */
  public List<Question> questions() {
    return jdbi.withHandle(
        h -> h.createQuery(QUESTIONS).map((row, context) -> question(row)).list());
  }

  /** Why a campaign's labels cannot become gold, for a sentence that begins with its name. */
  public Optional<String> refusal(String campaign) {
    TaskType task = campaigns.get(campaign).spec().task();
    return task.comparable()
        ? Optional.empty()
        : Optional.of(
            "%s is of %s, where no text is the right one: it has no gold questions to make."
                .formatted(campaign, task.name()));
  }

  /**
   * Puts what experts decided into the pool where each of them was right by the label and it says
   * something; what is there already stays as it is.
   *
   * @return how many are new
   */
  public int promote(String name) {
    Campaign campaign = campaigns.get(name);
    TaskType task = campaign.spec().task();
    return jdbi.inTransaction(
        h ->
            (int)
                decided(h, campaign).stream()
                    .filter(each -> GoldPool.insert(h, task, each.pair, name, each.evidence))
                    .count());
  }

  /** How many {@link #promote} would put into the pool. */
  public int promotable(String name) {
    Campaign campaign = campaigns.get(name);
    return jdbi.withHandle(
        h -> {
          Set<String> pool =
              h.createQuery("select id from gold").mapTo(String.class).collect(Collectors.toSet());
          return (int)
              decided(h, campaign).stream().filter(each -> !pool.contains(each.pair.id())).count();
        });
  }

  private record Promoted(Pair pair, String evidence) {}

  private static List<Promoted> decided(Handle h, Campaign campaign) {
    return h
        .createQuery(DECIDED)
        .bind("campaign", campaign.id())
        .map((row, context) -> promoted(row, context, campaign))
        .list()
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<Promoted> promoted(
      ResultSet row, StatementContext context, Campaign campaign) throws SQLException {
    TaskType task = campaign.spec().task();
    Pair pair = Pairs.map(row, context);
    Array said = row.getArray("answers");
    Optional<Answer> known = task.known(task.decode(row.getString("settled")));
    if (said == null || known.isEmpty()) {
      return Optional.empty();
    }
    List<Answer> answers = Stream.of((String[]) said.getArray()).map(task::decode).toList();
    if (!answers.stream().allMatch(answer -> task.right(answer, known.get()))) {
      return Optional.empty();
    }
    ObjectNode evidence = Json.MAPPER.createObjectNode().put("pair", pair.id());
    ArrayNode experts = evidence.putArray("experts");
    Integer[] members = (Integer[]) row.getArray("members").getArray();
    Long[] leases = (Long[]) row.getArray("leases").getArray();
    for (int i = 0; i < leases.length; i++) {
      ObjectNode expert = experts.addObject().put("annotator", "w" + members[i]);
      expert.set("label", task.json(answers.get(i)));
      expert.put("lease", leases[i]);
    }
    evidence.set("votes", Json.read(row.getString("votes"), JsonNode.class));
    Pair question =
        new Pair(
            pair.index(),
            campaign.spec().campaign() + "/" + pair.id(),
            pair.prompt(),
            pair.responses(),
            pair.domain(),
            0,
            null,
            known.get().encode());
    return Optional.of(new Promoted(question, evidence.toString()));
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
    String evidence = row.getString("evidence");
    GoldQuestion fared =
        new GoldQuestion(
            row.getString("id"),
            row.getInt("answered"),
            row.getInt("rightly"),
            row.getInt("contested"));
    return new Question(
        fared.id(),
        row.getString("task_type"),
        Json.read(row.getString("label"), JsonNode.class),
        row.getString("domain"),
        row.getString("source"),
        evidence == null ? null : Json.read(evidence, JsonNode.class),
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
}
