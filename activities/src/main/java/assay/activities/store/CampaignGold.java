package assay.activities.store;

import assay.activities.store.Campaigns.Campaign;
import assay.domain.TaskType;
import assay.domain.Wire;
import assay.domain.measure.quality.GoldQuestion;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The gold questions of one campaign: how people fare on them, what they say against them, and what
 * managers decide.
 *
 * <p>What was known when a manager kept a question speaks against it no more; what comes later
 * does.
 */
public final class CampaignGold {
  private static final int MOST = 200;

  /** What a manager makes of a question. */
  public enum Decision {
    KEPT,
    RETIRED
  }

  /**
   * @param pool questions the campaign has
   * @param open of those, how many may still be shown
   * @param waiting how many a manager should look at
   * @param promotable pairs whose experts agree and which are not in the pool of later campaigns
   * @param questions those to look at first, then the worst fared; retired ones last, at most 200
   */
  public record View(int pool, int open, int waiting, int promotable, List<Question> questions) {
    public View {
      questions = List.copyOf(questions);
    }
  }

  /**
   * One question.
   *
   * @param name in the pool of all campaigns, else the same as {@code id}
   * @param label the known answer, as files have it
   * @param source the campaign whose experts gave the label, else empty
   * @param answered by people who are not paused
   * @param waiting since the last decision it was contested, or its label became probably wrong
   * @param decision what a manager decided last, null before
   */
  public record Question(
      @JsonIgnore int index,
      String id,
      @JsonIgnore String name,
      JsonNode label,
      String source,
      int answered,
      int right,
      List<Contest> contests,
      boolean waiting,
      boolean retired,
      @Nullable Decided decision) {
    public Question {
      contests = List.copyOf(contests);
    }

    private double share() {
      return answered == 0 ? 1 : (double) right / answered;
    }
  }

  /** What somebody has against it; people appear by their pseudonyms. */
  public record Contest(String by, Instant at, String words) {}

  /**
   * @param decision {@code kept} or {@code retired}
   */
  public record Decided(String decision, String words, Instant at) {}

  /** Gold follows the real pairs, so that only its own answers are read. */
  private static final String QUESTIONS =
      """
      with fared as (
        select l.pair, count(*) as answered, count(c.lease) as contested,
          count(*) filter (where not 'gold_incorrect' = any(l.flags)) as rightly
        from lease l
        join member m on m.campaign = l.campaign and m.number = l.member and m.standing = 'active'
        left join contest c on c.lease = l.number
        where l.campaign = :c and l.pair >= :first and l.stage = 'gold' and l.state = 'done'
        group by l.pair)
      select p.ix, p.id, p.gold, coalesce(g.id, p.id) as name, coalesce(g.source, '') as source,
        g.retired_at is not null or not coalesce(i.open, true) as retired,
        coalesce(f.answered, 0) as answered, coalesce(f.rightly, 0) as rightly,
        coalesce(f.contested, 0) as contested, d.decision, d.words, d.at,
        coalesce(d.answered, 0) as known_answered, coalesce(d.rightly, 0) as known_rightly,
        coalesce(d.contested, 0) as known_contested
      from pair p
      left join lateral (
        select g.* from gold g
        where g.id = p.id or p.id like 'gold/%' and g.id = substr(p.id, 6)
        order by g.id = p.id desc limit 1) g on true
      left join item i on i.campaign = p.campaign and i.pair = p.ix and i.stage = 'gold'
      left join fared f on f.pair = p.ix
      left join gold_decision d on d.campaign = p.campaign and d.ix = p.ix
      where p.campaign = :c and p.ix >= :first
      order by p.ix
      """;

  private final Jdbi jdbi;
  private final GoldLife life;

  public CampaignGold(Jdbi jdbi) {
    this.jdbi = jdbi;
    this.life = new GoldLife(jdbi);
  }

  public View of(Campaign campaign) {
    List<Question> all = jdbi.withHandle(h -> questions(h, campaign));
    int waiting = (int) all.stream().filter(Question::waiting).count();
    int retired = (int) all.stream().filter(Question::retired).count();
    List<Question> sorted = new ArrayList<>(all);
    sorted.sort(
        Comparator.comparing(Question::waiting)
            .reversed()
            .thenComparing(Question::retired)
            .thenComparingDouble(Question::share)
            .thenComparingInt(Question::index));
    return new View(
        all.size(),
        all.size() - retired,
        waiting,
        life.promotable(campaign.spec().campaign()),
        sorted.subList(0, Math.min(MOST, sorted.size())));
  }

  /**
   * Keeps a question, or takes it out of this and all other campaigns; again replaces the words.
   *
   * @param by the manager's account
   * @return false when the campaign has no such question
   */
  public boolean decide(Campaign campaign, String id, Decision decision, String words, int by) {
    Optional<Question> found =
        jdbi.withHandle(h -> questions(h, campaign)).stream()
            .filter(question -> question.id.equals(id))
            .findFirst();
    found.ifPresent(
        question -> {
          if (decision == Decision.RETIRED) {
            life.retire(question.name, words);
          }
          keep(campaign, question, decision, words, by);
        });
    return found.isPresent();
  }

  private void keep(Campaign campaign, Question question, Decision decision, String words, int by) {
    jdbi.useHandle(
        h ->
            h.createUpdate(
                    """
                    insert into gold_decision (campaign, ix, decision, words, decided_by, answered,
                      rightly, contested)
                    values (:c, :ix, :decision, :words, :by, :answered, :rightly, :contested)
                    on conflict (campaign, ix) do update set decision = :decision, words = :words,
                      decided_by = :by, at = clock_timestamp(), answered = :answered,
                      rightly = :rightly, contested = :contested
                    """)
                .bind("c", campaign.id())
                .bind("ix", question.index)
                .bind("decision", Wire.name(decision))
                .bind("words", words)
                .bind("by", by)
                .bind("answered", question.answered)
                .bind("rightly", question.right)
                .bind("contested", question.contests.size())
                .execute());
  }

  private static List<Question> questions(Handle h, Campaign campaign) {
    Map<Integer, List<Contest>> contests = contests(h, campaign);
    TaskType task = campaign.spec().task();
    return h.createQuery(QUESTIONS)
        .bind("c", campaign.id())
        .bind("first", campaign.pairs())
        .map(
            (row, context) ->
                question(row, task, contests.getOrDefault(row.getInt("ix"), List.of())))
        .list();
  }

  private static Question question(ResultSet row, TaskType task, List<Contest> contests)
      throws SQLException {
    boolean retired = row.getBoolean("retired");
    GoldQuestion since =
        new GoldQuestion(
            row.getString("id"),
            row.getInt("answered") - row.getInt("known_answered"),
            row.getInt("rightly") - row.getInt("known_rightly"),
            row.getInt("contested") - row.getInt("known_contested"));
    String decision = row.getString("decision");
    return new Question(
        row.getInt("ix"),
        since.id(),
        row.getString("name"),
        task.json(task.decode(row.getString("gold"))),
        row.getString("source"),
        row.getInt("answered"),
        row.getInt("rightly"),
        contests,
        !retired && (since.isSuspect() || contests.size() > row.getInt("known_contested")),
        retired,
        decision == null
            ? null
            : new Decided(
                decision,
                row.getString("words"),
                row.getObject("at", OffsetDateTime.class).toInstant()));
  }

  /** The earliest first, by place in the campaign. */
  private static Map<Integer, List<Contest>> contests(Handle h, Campaign campaign) {
    Map<Integer, List<Contest>> contests = new HashMap<>();
    h.createQuery(
            """
            select l.pair, l.member, c.at, c.reason
            from contest c join lease l on l.number = c.lease
            where l.campaign = :c and l.pair >= :first and l.stage = 'gold' order by c.at, c.lease
            """)
        .bind("c", campaign.id())
        .bind("first", campaign.pairs())
        .map(
            (row, context) ->
                contests
                    .computeIfAbsent(row.getInt("pair"), pair -> new ArrayList<>())
                    .add(
                        new Contest(
                            "w" + row.getInt("member"),
                            row.getTimestamp("at").toInstant(),
                            row.getString("reason"))))
        .list();
    return contests;
  }
}
