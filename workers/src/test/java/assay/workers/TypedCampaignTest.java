package assay.workers;

import static org.assertj.core.api.Assertions.assertThat;

import assay.activities.desk.Accounts;
import assay.activities.desk.Role;
import assay.activities.desk.TaskTypeCase;
import assay.activities.store.GoldPool;
import assay.activities.store.Json;
import assay.domain.Tier;
import assay.workers.control.CampaignStatus;
import assay.workers.up.Stack;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A campaign of each type with all that the desk does: a test before the work, gold, a person who
 * is suspended, an expert's second look, and gold made of what the expert said. Of a free text no
 * answer is right, so there people's words are all there is.
 */
class TypedCampaignTest {
  private static final MediaType JSON = MediaType.get("application/json");
  private static final Duration LONGEST = Duration.ofMinutes(3);
  private static final OkHttpClient CLIENT = new OkHttpClient();

  @TempDir private static Path home;
  private static Stack stack;
  private static String manager;

  /** Everybody's token. */
  private final Map<String, String> people = new LinkedHashMap<>();

  private int suspended;

  @BeforeAll
  static void start() {
    stack = Stack.start(new Stack.Settings(home.resolve("h"), 0, null, null), notice -> {});
    manager = new Accounts(stack.services().jdbi()).addUser("mia", Role.MANAGER).token();
  }

  @AfterAll
  static void stop() {
    stack.close();
    CLIENT.dispatcher().executorService().shutdown();
    CLIENT.connectionPool().evictAll();
  }

  @ParameterizedTest
  @MethodSource("assay.activities.desk.TaskTypeCase#all")
  void aCampaignGoesFromTheTestBeforeTheWorkToItsExport(TaskTypeCase type) throws Exception {
    String name = type.type().replace('_', '-') + "-whole";
    hire(name);
    stack.services().control().start(write(type, name));
    for (String person : type.text() ? List.<String>of() : List.of("ann", "bob", "cy")) {
      practise(type, name, token(person));
    }
    String ann = token("ann");
    for (int items = 0; items < 3; ) {
      JsonNode task = await(ann, name);
      items += prompt(type, task).startsWith("gold") ? 0 : 1;
      submit(ann, task, type.text() ? type.hard().get(1) : type.wrong());
    }
    awaitJudged(name, 3);
    assertThat(post(manager, "/api/annotators/" + suspended + "/suspend", "").status())
        .isEqualTo(200);
    assertThat(post(ann, "/api/next", "{}").status()).isEqualTo(403);

    work(type, name);

    CampaignStatus status = stack.services().control().status(name);
    assertThat(status.status()).as(status.reason()).isEqualTo("completed");
    assertThat(status.pairs().byDecider())
        .containsEntry("human", type.text() ? 3L : 2L)
        .containsEntry("expert", type.text() ? 0L : 1L);
    checkLabels(type, name);
    checkJudgments(type, name);
    checkTimeline(type, name, status);
    checkPromoted(type, name);
  }

  private String token(String person) {
    return Objects.requireNonNull(people.get(person));
  }

  private void hire(String campaign) {
    Accounts accounts = new Accounts(stack.services().jdbi());
    for (String name : List.of("ann", "bob", "cy", "eve")) {
      Accounts.Added added =
          accounts.addAnnotator(
              name + "-" + campaign,
              name.equals("eve") ? Tier.EXPERT : Tier.TRAINED,
              List.of(),
              List.of());
      people.put(name, added.token());
      suspended = name.equals("ann") ? added.account().id() : suspended;
    }
  }

  private static Path write(TaskTypeCase type, String name) throws IOException {
    Path folder = Files.createDirectories(home.resolve(name));
    StringBuilder items = new StringBuilder();
    for (String prompt : List.of("easy 0", "hard", "easy 1")) {
      items.append(type.line(prompt, "")).append('\n');
    }
    Files.writeString(folder.resolve("items.jsonl"), items);
    String known = ",'label':" + type.gold();
    Files.writeString(
        folder.resolve("gold.jsonl"),
        type.line("gold 0", known) + "\n" + type.line("gold 1", known) + "\n");
    Files.writeString(
        folder.resolve("test.jsonl"),
        type.line("asked", known + ",'explanation':'So it is.'") + "\n");
    String rows = type.type().equals("pairwise_comparison") ? "pairs" : "items";
    String spec =
        """
        campaign: %s
        input: {%s: items.jsonl, gold: gold.jsonl}
        task_type: %s
        %sreview:
          {redundancy: 2, min_agreement: 0.9, min_seconds: 0, gold_fraction: 0.5, linger: 100ms,
           qualification: {file: test.jsonl, pass: 1, tries: 2}}
        escalation: {second_look: true}
        aggregation: {method: majority}
        quality: {rule: off, promote_expert: true}
        batch: {size: 3}
        """
            .formatted(name, rows, type.type(), type.spec());
    return Files.writeString(
        folder.resolve("spec.yaml"),
        type.text()
            ? spec.replace(", gold: gold.jsonl", "")
                .replaceAll("(?s),\\s+qualification.*2\\}\\}", "}")
                .replace("min_agreement: 0.9, ", "")
                .replace(", promote_expert: true", "")
            : spec);
  }

  /** Wrong at first and told why; then right, and admitted. */
  private static void practise(TaskTypeCase type, String name, String token) throws Exception {
    JsonNode first = await(token, name);
    assertThat(first.path("practice").asBoolean()).isTrue();
    JsonNode wrong = submit(token, first, type.wrong()).path("practice");
    assertThat(wrong.path("right").asBoolean(true)).isFalse();
    assertThat(wrong.path("explanation").asText()).isEqualTo("So it is.");
    assertThat(wrong.path("outcome").asText()).isEqualTo("again");
    JsonNode right = submit(token, await(token, name), type.easy()).path("practice");
    assertThat(right.path("outcome").asText()).isEqualTo("passed");
  }

  /** The rest of the people until the campaign is over; the expert has a second thought. */
  private void work(TaskTypeCase type, String name) throws Exception {
    long until = System.nanoTime() + LONGEST.toNanos();
    while (!stack.services().control().status(name).over()) {
      assertThat(System.nanoTime())
          .as("%s", stack.services().control().status(name))
          .isLessThan(until);
      for (String person : List.of("bob", "cy", "eve")) {
        String token = token(person);
        Reply next = post(token, "/api/next", "{\"campaign\":\"" + name + "\"}");
        if (next.status() == 200) {
          JsonNode receipt = submit(token, next.json(), said(type, next.json(), person));
          boolean looks = person.equals("eve") && !next.json().has("practice");
          assertThat(receipt.path("second_look").asBoolean()).isEqualTo(looks);
          if (looks) {
            revise(type, token, next.json());
          }
        }
      }
      Thread.sleep(20);
    }
  }

  private static String said(TaskTypeCase type, JsonNode task, String person) {
    String prompt = prompt(type, task);
    return person.equals("eve")
        ? type.easy()
        : prompt.equals("hard") ? type.hard().get(person.equals("bob") ? 0 : 1) : type.easy();
  }

  private static String prompt(TaskTypeCase type, JsonNode task) {
    return type.dialog()
        ? task.path("prompt").path(0).path("content").asText()
        : task.path("prompt").asText();
  }

  private static void revise(TaskTypeCase type, String token, JsonNode task) throws IOException {
    String lease = "/api/leases/" + task.path("lease").asText();
    JsonNode look = get(token, lease + "/second_look");
    List<JsonNode> labels = new ArrayList<>();
    look.path("labels").forEach(said -> labels.add(said.path("label")));
    assertThat(labels)
        .containsExactlyInAnyOrder(
            TaskTypeCase.value(TaskTypeCase.body(type.hard().get(0), task)),
            TaskTypeCase.value(TaskTypeCase.body(type.hard().get(1), task)));
    Reply revised =
        post(token, lease + "/revise", TaskTypeCase.body(type.decided(), task).toString());
    assertThat(revised.status()).as(revised.text()).isEqualTo(200);
  }

  private static void checkLabels(TaskTypeCase type, String name) throws IOException {
    List<String> lines = Files.readAllLines(exported(name, "labels.jsonl"));
    assertThat(lines).hasSize(3);
    String easy = type.easyLabel().replace("'n':3", "'n':2");
    assertThat(lines.get(0)).contains(TaskTypeCase.quoted(",'label':" + easy + ",'confidence':"));
    String decided = type.text() ? "'the cat sits'" : type.hardLabel();
    assertThat(lines.get(1))
        .contains(TaskTypeCase.quoted(",'label':" + decided + ",'confidence':"));
    for (String line : lines) {
      boolean hard = line.equals(lines.get(1)) && !type.text();
      assertThat(Json.read(line, JsonNode.class).path("n_judgments").asInt())
          .as("what was voided is not among them")
          .isEqualTo(hard ? 3 : 2);
    }
  }

  private static void checkJudgments(TaskTypeCase type, String name) throws IOException {
    Map<String, Integer> why = new LinkedHashMap<>();
    int gold = 0;
    for (String line : Files.readAllLines(exported(name, "judgments.jsonl"))) {
      JsonNode row = Json.read(line, JsonNode.class);
      assertThat(row.path("id").asText()).as("no practice").isNotEqualTo("asked");
      if (row.path("gold").asBoolean()) {
        gold++;
        boolean right = row.path("label").equals(value(type.easy()));
        assertThat(row.path("flags").toString().contains("gold_incorrect")).isNotEqualTo(right);
      } else {
        String key = row.path("counted").asBoolean() + " " + row.path("why").asText();
        why.merge(key, 1, Integer::sum);
      }
    }
    assertThat(gold).as("of three people, each seeing two").isBetween(0, type.text() ? 0 : 6);
    Map<String, Integer> expected = new LinkedHashMap<>();
    expected.put("false voided", 3);
    expected.put("true null", 6);
    if (!type.text()) {
      expected.put("false superseded", 1);
      expected.put("true revised", 1);
    }
    assertThat(why).isEqualTo(expected);
  }

  /** An answer as files have it. */
  private static JsonNode value(String fields) {
    return TaskTypeCase.value(Json.read(TaskTypeCase.quoted("{" + fields + "}"), ObjectNode.class));
  }

  private static void checkTimeline(TaskTypeCase type, String name, CampaignStatus status)
      throws IOException {
    JsonNode timeline = get(manager, "/api/campaigns/" + name + "/timeline");
    assertThat(timeline.path("measure").asText())
        .isEqualTo(stack.services().campaigns().get(name).spec().task().measure());
    int comparisons = 0;
    double agreed = 0;
    for (JsonNode span : timeline.path("spans")) {
      comparisons += span.path("comparisons").asInt();
      agreed += span.path("agreed").asDouble();
    }
    assertThat(comparisons).as("two people on each of three items").isEqualTo(type.text() ? 0 : 3);
    assertThat(agreed).as("alike on two").isBetween(type.text() ? 0 : 2.0, 2.999);
    assertThat(status.agreement().items()).isEqualTo(3);
  }

  /** What the expert said in the end is gold of later campaigns. */
  private static void checkPromoted(TaskTypeCase type, String name) {
    List<GoldPool.Known> promoted =
        new GoldPool(stack.services().jdbi())
            .all().stream().filter(known -> known.id().startsWith(name)).toList();
    assertThat(promoted).hasSize(type.text() ? 0 : 1);
    if (type.text()) {
      return;
    }
    assertThat(promoted.getFirst().id()).isEqualTo(name + "/hard");
    assertThat(promoted.getFirst().label()).isEqualTo(value(type.decided()));
  }

  private static JsonNode await(String token, String campaign) throws Exception {
    long until = System.nanoTime() + LONGEST.toNanos();
    while (System.nanoTime() < until) {
      Reply reply = post(token, "/api/next", "{\"campaign\":\"" + campaign + "\"}");
      if (reply.status() == 200) {
        return reply.json();
      }
      Thread.sleep(50);
    }
    throw new AssertionError("nothing to do in " + campaign);
  }

  /** Until so many answers to real items are on their way to the workflow. */
  private static void awaitJudged(String campaign, int wanted) throws Exception {
    long until = System.nanoTime() + LONGEST.toNanos();
    int id = stack.services().campaigns().get(campaign).id();
    while (System.nanoTime() < until) {
      int numbered =
          stack
              .services()
              .jdbi()
              .withHandle(
                  h ->
                      h.createQuery(
                              "select count(*) from event where campaign = ? and kind = 'judged'"
                                  + " and stage = 'review' and seq is not null")
                          .bind(0, id)
                          .mapTo(Integer.class)
                          .one());
      if (numbered == wanted) {
        return;
      }
      Thread.sleep(50);
    }
    throw new AssertionError("not all was told");
  }

  private static JsonNode submit(String token, JsonNode task, String fields) throws IOException {
    Reply reply =
        post(
            token,
            "/api/leases/" + task.path("lease").asText() + "/submit",
            TaskTypeCase.body(fields, task).toString());
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.json();
  }

  private static Path exported(String campaign, String file) {
    return Stack.exports(home.resolve("h")).resolve(campaign).resolve(file);
  }

  record Reply(int status, String text) {
    JsonNode json() {
      return Json.read(text, JsonNode.class);
    }
  }

  private static JsonNode get(String token, String path) throws IOException {
    Reply reply = call(token, path, new Request.Builder().get());
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.json();
  }

  private static Reply post(String token, String path, String body) throws IOException {
    return call(token, path, new Request.Builder().post(RequestBody.create(body, JSON)));
  }

  private static Reply call(String token, String path, Request.Builder request) throws IOException {
    Request sent =
        request.url(stack.url() + path).header("Authorization", "Bearer " + token).build();
    try (Response response = CLIENT.newCall(sent).execute()) {
      return new Reply(response.code(), response.body().string());
    }
  }
}
