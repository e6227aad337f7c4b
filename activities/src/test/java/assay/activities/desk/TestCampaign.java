package assay.activities.desk;

import assay.activities.store.CampaignStore;
import assay.activities.store.Database;
import assay.activities.store.Json;
import assay.activities.store.TestDatabase;
import assay.domain.Pair;
import assay.domain.Tier;
import assay.domain.spec.CampaignSpec;
import assay.domain.spec.InputReader;
import assay.domain.spec.InputReader.Kind;
import assay.domain.spec.InvalidInput;
import assay.domain.spec.Question;
import assay.domain.spec.QuestionReader;
import assay.domain.spec.SpecReader;
import assay.workflows.ReviewActivities.Order;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * A campaign of made-up pairs in one batch, in a database of its own.
 *
 * <p>Pair {@code i} has the responses {@code a-i} and {@code b-i}; gold pairs follow, with A the
 * better one.
 */
public final class TestCampaign implements AutoCloseable {
  public static final String NAME = "test";
  private static final int BATCH = 1;

  public final String url;
  public final Database database;
  public final Desk desk;
  public final Opening opening;
  public final Accounts accounts;
  private final int pairs;

  private TestCampaign(String url, int pairs) {
    this.url = url;
    this.database = Database.connect(url);
    this.desk = new Desk(database);
    this.opening = new Opening(database.jdbi());
    this.accounts = new Accounts(database.jdbi());
    this.pairs = pairs;
  }

  /**
   * Stores a campaign, with nothing open yet.
   *
   * @param yaml keys of the spec below its name and input; with a task type, the rows are items
   */
  public static TestCampaign of(int pairs, int gold, String yaml) {
    TestCampaign campaign = new TestCampaign(TestDatabase.fresh().jdbcUrl(), pairs);
    Jdbi jdbi = campaign.jdbi();
    jdbi.useHandle(
        h -> {
          h.createUpdate(
                  "insert into campaign (name, spec, content_digest, guidelines,"
                      + " guidelines_digest, salt, pairs, gold)"
                      + " values (:name, :spec, '', 'Be fair.', 'digest', 'salt', :pairs, :gold)")
              .bind("name", NAME)
              .bind("spec", Json.write(spec(yaml)))
              .bind("pairs", pairs)
              .bind("gold", gold)
              .execute();
          for (int i = 0; i < pairs + gold; i++) {
            h.createUpdate(
                    "insert into pair (campaign, ix, id, prompt, response_a, response_b, gold)"
                        + " values (1, :ix, :id, :prompt, :a, :b, :gold)")
                .bind("ix", i)
                .bind("id", "pair-" + i)
                .bind("prompt", Json.write("Question " + i + "?"))
                .bind("a", "a-" + i)
                .bind("b", "b-" + i)
                .bind("gold", i < pairs ? null : "A>")
                .execute();
          }
          h.createUpdate("insert into batch (campaign, number, first, size) values (1, 1, 0, :n)")
              .bind("n", pairs)
              .execute();
        });
    return campaign;
  }

  /**
   * A campaign of one type's items; the answers to its gold and its questions are known, if any.
   *
   * @param gold none where no answer is right
   * @param yaml keys of the spec beside the type's own
   */
  public static TestCampaign ofType(TaskTypeCase type, int items, int gold, String yaml) {
    TestCampaign campaign = new TestCampaign(TestDatabase.fresh().jdbcUrl(), items);
    boolean pairs = type.type().equals("pairwise_comparison");
    try {
      CampaignSpec spec =
          SpecReader.read(
                  "spec.yaml",
                  "campaign: %s\ninput: {%s: rows.jsonl}\ntask_type: %s\n%s%s"
                      .formatted(NAME, pairs ? "pairs" : "items", type.type(), type.spec(), yaml))
              .spec();
      int known = type.text() ? 0 : gold;
      List<Pair> rows = new ArrayList<>();
      read(spec, pairs ? Kind.PAIRS : Kind.ITEMS, 0, lines(type, "item", items, ""), rows);
      read(spec, Kind.GOLD, items, lines(type, "gold", known, ",'label':" + type.gold()), rows);
      List<Question> questions =
          spec.review().qualification() == null
              ? List.of()
              : QuestionReader.read(
                  "q.jsonl",
                  spec.task(),
                  lines(type, "asked", 2, ",'label':" + type.gold() + ",'explanation':'So it is.'")
                      + lines(
                          type,
                          "example",
                          1,
                          ",'label':" + type.gold() + ",'explanation':'See.','example':true"));
      new CampaignStore(campaign.jdbi())
          .<RuntimeException>insert(
              new CampaignStore.NewCampaign(
                  spec, "", "Be fair.", "digest", "salt", items, known, questions),
              rows::forEach);
    } catch (InvalidInput | IOException e) {
      throw new IllegalArgumentException(e);
    }
    campaign.sql(
        "insert into batch (campaign, number, first, size) values (1, 1, 0, " + items + ")");
    return campaign;
  }

  private static String lines(TaskTypeCase type, String name, int count, String more) {
    return IntStream.range(0, count)
        .mapToObj(i -> type.line(name + " " + i, more) + "\n")
        .collect(Collectors.joining());
  }

  private static void read(CampaignSpec spec, Kind kind, int first, String lines, List<Pair> rows)
      throws IOException, InvalidInput {
    if (!lines.isEmpty()) {
      var unused =
          new InputReader("rows.jsonl", kind, spec.task(), first, new HashSet<>())
              .read(new BufferedReader(new StringReader(lines)), rows::add);
    }
  }

  private static CampaignSpec spec(String yaml) {
    try {
      String rows = yaml.contains("task_type:") ? "items" : "pairs";
      return SpecReader.read(
              "spec.yaml", "campaign: %s\ninput: {%s: rows.jsonl}\n%s".formatted(NAME, rows, yaml))
          .spec();
    } catch (InvalidInput e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Adds questions to the campaign's test, of which A is the better response. */
  public TestCampaign questions(int asked, int examples) {
    for (int i = 0; i < asked + examples; i++) {
      sql(
          """
          insert into question (campaign, ix, id, prompt, response_a, response_b, label, explanation,
            example)
          values (1, %1$d, 'q-%1$d', '"Practice %1$d?"', 'a-%2$d', 'b-%2$d', 'A>',
            'A is right in %1$d.', %3$b)
          """
              .formatted(i, 1000 + i, i >= asked));
    }
    return this;
  }

  /** Opens all pairs for review. */
  public TestCampaign open() {
    opening.openReview(NAME, BATCH, IntStream.range(0, pairs).toArray(), new int[0]);
    return this;
  }

  public TestCampaign open(Order order) {
    opening.openReview(NAME, BATCH, order.review(), order.spotChecks());
    return this;
  }

  public Jdbi jdbi() {
    return database.jdbi();
  }

  /** Adds one person of the tier trained. */
  public int person(String name) {
    return person(name, Tier.TRAINED);
  }

  public int person(String name, Tier tier) {
    return accounts.addAnnotator(name, tier, List.of(), List.of()).account().id();
  }

  public int person(String name, List<String> specializations, List<String> languages) {
    return accounts.addAnnotator(name, Tier.TRAINED, specializations, languages).account().id();
  }

  public List<Integer> people(int count) {
    List<Integer> people = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      people.add(person("person-" + people.size()));
    }
    return people;
  }

  /** Others of the tier trained, who could still come: no item is exhausted. */
  public TestCampaign bystanders() {
    for (int i = 1; i <= 3; i++) {
      person("bystander-" + i);
    }
    return this;
  }

  /** A lease on gold: what else comes is skipped. */
  public Task nextGold(int person) {
    Task task = next(person);
    while (pair(task) < pairs) {
      desk.skip(person, task.lease(), "");
      task = next(person);
    }
    return task;
  }

  /** A lease that must be there. */
  public Task next(int person) {
    return desk.next(person, null).orElseThrow(() -> new AssertionError("nothing to do"));
  }

  /** Takes the next item and prefers the input's A, B, or neither. */
  public Task label(int person, char better) {
    Task task = next(person);
    desk.submit(person, task.lease(), Submission.of(label(task, better)));
    return task;
  }

  /** The label that says, in the order shown, that the input's A or B is better. */
  public static String label(Task task, char better) {
    if (better == '=') {
      return "=";
    }
    boolean straight = task.responses().getFirst().text().startsWith("a-");
    return (better == 'A') == straight ? "A>" : "B>";
  }

  /** The pair that a task shows, by its texts. */
  public static int pair(Task task) {
    return Integer.parseInt(task.responses().getFirst().text().substring(2));
  }

  /** Lets a lease run out, as if its time had passed, and not while no desk was alive. */
  public void expire(Task task) {
    jdbi()
        .useHandle(
            h ->
                h.execute(
                    "update lease set expires_at = clock_timestamp() - interval '1 hour'"
                        + " where number = ?",
                    task.lease()));
  }

  public long count(String sql) {
    return jdbi()
        .withHandle(h -> h.createQuery("select count(*) from " + sql).mapTo(Long.class).one());
  }

  public void sql(String sql) {
    jdbi().useHandle(h -> h.execute(sql));
  }

  public @Nullable String text(String sql) {
    return jdbi()
        .withHandle(h -> h.createQuery("select " + sql).mapTo(String.class).findOne().orElse(null));
  }

  @Override
  public void close() {
    database.close();
  }
}
