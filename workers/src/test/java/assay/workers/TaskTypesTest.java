package assay.workers;

import static org.assertj.core.api.Assertions.assertThat;

import assay.activities.desk.Accounts;
import assay.activities.desk.Role;
import assay.activities.desk.TaskTypeCase;
import assay.activities.export.Exporter;
import assay.activities.store.AnnotatorWork;
import assay.activities.store.Campaigns.Campaign;
import assay.activities.store.Json;
import assay.domain.Tier;
import assay.workers.DeskClient.Reply;
import assay.workers.control.CampaignStatus;
import assay.workers.report.CampaignReport;
import assay.workers.report.ReportPage;
import assay.workers.report.ReportReader;
import assay.workers.up.Stack;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A small campaign of each task type over REST, on a real PostgreSQL and a real Temporal. */
class TaskTypesTest {
  private static final Duration LONGEST = Duration.ofMinutes(15);
  private static final List<String> REVIEWERS = new ArrayList<>();

  @TempDir private static Path home;
  private static Stack stack;
  private static DeskClient desk;
  private static String expert;
  private static String auditor;

  @BeforeAll
  static void start() {
    stack = Stack.start(new Stack.Settings(home.resolve("h"), 0, null, null), notice -> {});
    desk = new DeskClient(stack.url());
    Accounts accounts = new Accounts(stack.services().jdbi());
    for (String name : List.of("ann", "bob", "cy")) {
      REVIEWERS.add(accounts.addAnnotator(name, Tier.TRAINED, List.of(), List.of()).token());
    }
    expert = accounts.addAnnotator("eve", Tier.EXPERT, List.of(), List.of()).token();
    auditor = accounts.addUser("ada", Role.AUDITOR).token();
  }

  @AfterAll
  static void stop() {
    desk.close();
    stack.close();
  }

  @ParameterizedTest
  @MethodSource("assay.activities.desk.TaskTypeCase#all")
  void aCampaignGoesFromPeoplesAnswersToItsExport(TaskTypeCase type) throws Exception {
    String name = type.type().replace('_', '-');
    Path spec = write(type, name);
    stack.services().control().start(spec);
    checkStoredSpec(type, name);
    firstAnswer(type, name);
    work(type, name);

    CampaignStatus status = status(name);
    assertThat(status.status()).as(status.reason()).isEqualTo("completed");
    assertThat(status.pairs().byDecider()).containsEntry("human", type.text() ? 3L : 2L);
    assertThat(status.pairs().byDecider()).containsEntry("expert", type.text() ? 0L : 1L);
    if (type.text()) {
      assertThat(status.agreement().raw()).isNull();
    } else {
      assertThat(status.agreement().raw())
          .isBetween(new BigDecimal("0.5"), new BigDecimal("0.999"));
    }
    checkPeople(type, name, status);
    checkLabels(type, name);
    checkJudgments(type, name);
    checkPreferences(type, name);
    TaskTypeStory.check(stack.url(), auditor, type, name, home.resolve("h"));
    Path again = home.resolve(name + "-again");
    Exporter.Written written =
        new Exporter(stack.services().jdbi())
            .campaign(stack.services().campaigns().get(name), again, rows -> {});
    for (String file : written.files()) {
      assertThat(again.resolve(file)).hasSameBinaryContentAs(exported(name, file));
    }
  }

  /** What pairs do not have is not in their specs, whose digests would change otherwise. */
  private static void checkStoredSpec(TaskTypeCase type, String name) {
    String spec =
        stack
            .services()
            .jdbi()
            .withHandle(
                h ->
                    h.createQuery("select spec from campaign where name = :name")
                        .bind("name", name)
                        .mapTo(String.class)
                        .one());
    boolean pairs = type.type().equals("pairwise_comparison");
    assertThat(spec.contains("\"items\":")).isEqualTo(!pairs);
    assertThat(spec.contains("\"points\":")).isEqualTo(type.type().equals("likert_scale"));
    assertThat(spec.contains("\"labels\":")).isEqualTo(type.spec().startsWith("labels"));
  }

  private static Path write(TaskTypeCase type, String name) throws IOException {
    Path folder = Files.createDirectories(home.resolve(name));
    String kind = type.type().equals("pairwise_comparison") ? "pairs" : "items";
    String gold = type.text() ? "" : ", gold: gold.jsonl";
    StringBuilder items = new StringBuilder();
    for (String prompt : List.of("easy 0", "hard", "easy 1")) {
      items.append(type.line(prompt, "")).append('\n');
    }
    Files.writeString(folder.resolve("items.jsonl"), items);
    Files.writeString(
        folder.resolve("gold.jsonl"), type.line("gold", ",'label':" + type.gold()) + "\n");
    return Files.writeString(
        folder.resolve("spec.yaml"),
        """
        campaign: %s
        input: {%s: items.jsonl%s}
        task_type: %s
        %sreview: {min_seconds: 0, gold_fraction: 0.9, linger: 100ms}
        quality: {rule: off}
        batch: {size: 3}
        """
            .formatted(name, kind, gold, type.type(), type.spec()));
  }

  /** What the desk promises of every answer: repeated, contradicted, taken back, refused. */
  private static void firstAnswer(TaskTypeCase type, String name) throws Exception {
    String token = REVIEWERS.getFirst();
    JsonNode task = awaitTask(token, name);
    String lease = "/api/leases/" + task.path("lease").asText();
    assertThat(task.path("task_type").asText()).isEqualTo(type.type());
    checkTask(type, task);
    refused(type, token, lease);

    String body = body(answer(type, task, 0), task);
    Reply first = desk.post(token, lease + "/submit", body);
    assertThat(first.status()).as(first.text()).isEqualTo(200);
    assertThat(desk.post(token, lease + "/submit", body)).isEqualTo(first);
    String contradiction = body(type.hard().get(1), task);
    if (!contradiction.equals(body)) {
      assertThat(desk.post(token, lease + "/submit", contradiction).status()).isEqualTo(409);
    }
    JsonNode undone = desk.post(token, lease + "/undo", "").json();
    assertThat(undone.path("item")).isEqualTo(task.path("item"));
    String held = "/api/leases/" + undone.path("lease").asText() + "/submit";
    assertThat(desk.post(token, held, body(answer(type, undone, 0), undone)).status())
        .isEqualTo(200);
  }

  private static void refused(TaskTypeCase type, String token, String lease) {
    for (Map.Entry<String, String> each : type.refused().entrySet()) {
      Reply reply = desk.post(token, lease + "/submit", TaskTypeCase.quoted(each.getKey()));
      assertThat(reply.status()).isEqualTo(400);
      assertThat(reply.json().path("detail").asText()).isEqualTo(each.getValue());
    }
  }

  /** What the page is told of each type. */
  private static void checkTask(TaskTypeCase type, JsonNode task) {
    List<String> keys = new ArrayList<>();
    task.path("responses").forEach(response -> keys.add(response.path("key").asText()));
    List<String> labels = new ArrayList<>();
    task.path("labels").forEach(label -> labels.add(label.asText()));
    List<String> rubric = new ArrayList<>();
    task.path("rubric").forEach(dimension -> rubric.add(dimension.path("name").asText()));
    switch (type.type()) {
      case "pairwise_comparison" -> {
        assertThat(keys).containsExactly("A", "B");
        assertThat(labels).containsExactly("A>>", "A>", "=", "B>", "B>>");
      }
      case "preference_ranking" -> assertThat(keys).containsExactly("A", "B", "C");
      case "likert_scale" -> assertThat(rubric).containsExactly("tone", "truth");
      case "classification" -> assertThat(labels).containsExactly("safe", "unsure", "unsafe");
      case "span_annotation" -> assertThat(labels).containsExactly("claim", "error");
      case "multi_turn_dialog" -> assertThat(keys).isEmpty();
      default -> assertThat(labels).isEmpty();
    }
    assertThat(task.path("points").asText())
        .isEqualTo(type.type().equals("likert_scale") ? "5" : "");
  }

  private static JsonNode awaitTask(String token, String campaign) throws Exception {
    long until = System.nanoTime() + LONGEST.toNanos();
    while (System.nanoTime() < until) {
      Reply reply = desk.post(token, "/api/next", "{\"campaign\":\"" + campaign + "\"}");
      if (reply.status() == 200) {
        return reply.json();
      }
      Thread.sleep(50);
    }
    throw new AssertionError("nothing to do in " + campaign);
  }

  /** Everybody takes what there is until the campaign is over. */
  private static void work(TaskTypeCase type, String name) throws Exception {
    long until = System.nanoTime() + LONGEST.toNanos();
    while (!status(name).over()) {
      assertThat(System.nanoTime()).as("%s", status(name)).isLessThan(until);
      for (int person = 0; person <= REVIEWERS.size(); person++) {
        String token = person < REVIEWERS.size() ? REVIEWERS.get(person) : expert;
        Reply next = desk.post(token, "/api/next", "{\"campaign\":\"" + name + "\"}");
        if (next.status() == 200) {
          JsonNode task = next.json();
          String lease = "/api/leases/" + task.path("lease").asText() + "/submit";
          Reply reply = desk.post(token, lease, body(answer(type, task, person), task));
          assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        }
      }
      Thread.sleep(20);
    }
  }

  private static CampaignStatus status(String name) {
    return stack.services().control().status(name);
  }

  private static String answer(TaskTypeCase type, JsonNode task, int person) {
    String prompt =
        type.dialog()
            ? task.path("prompt").path(0).path("content").asText()
            : task.path("prompt").asText();
    if (person == REVIEWERS.size()) {
      return type.decided();
    }
    return switch (prompt) {
      case "hard" -> type.hard().get(person);
      case "gold" -> person == REVIEWERS.size() - 1 ? type.wrong() : type.easy();
      default -> type.easy();
    };
  }

  private static String body(String fields, JsonNode task) {
    return TaskTypeCase.body(fields, task).toString();
  }

  /** The report has everybody's work, held against gold and labels where the type allows it. */
  private static void checkPeople(TaskTypeCase type, String name, CampaignStatus status) {
    Campaign campaign = stack.services().campaigns().get(name);
    CampaignReport report = new ReportReader(stack.services().jdbi()).of(campaign, status);
    assertThat(ReportPage.of(report)).contains("<h2>Annotators</h2>");
    assertThat(report.annotators()).hasSize(type.text() ? 3 : 4);
    for (AnnotatorWork.OfOne each : report.annotators()) {
      // Three items and, of the expert, one; on the hard one at most one reviewer was right.
      boolean expert = each.compared() == 1;
      assertThat(each.compared()).isIn(type.text() ? 0L : 3L, type.text() ? 0L : 1L);
      assertThat(each.agreed()).isBetween(type.text() ? 0L : expert ? 1L : 2L, 3L);
      assertThat(each.goldRight()).isLessThanOrEqualTo(each.goldSeen());
    }
    assertThat(report.annotators().stream().anyMatch(each -> each.goldSeen() > 0))
        .isEqualTo(!type.text());
  }

  private static void checkLabels(TaskTypeCase type, String name) throws IOException {
    List<String> lines = Files.readAllLines(exported(name, "labels.jsonl"));
    assertThat(lines).hasSize(3);
    for (String line : lines) {
      JsonNode row = parse(line);
      boolean hard = row.path("id").asText().equals("hard");
      assertThat(hard).isEqualTo(line.equals(lines.get(1)));
      String expected = hard ? type.hardLabel() : type.easyLabel();
      assertThat(line).contains(TaskTypeCase.quoted(",'label':" + expected + ",'confidence':"));
      assertThat(row.path("decided_by").asText())
          .isEqualTo(hard && !type.text() ? "expert" : "human");
      assertThat(row.path("n_judgments").asInt()).isEqualTo(hard && !type.text() ? 4 : 3);
      assertThat(row.path("margin").isNull()).isEqualTo(!type.type().equals("pairwise_comparison"));
      checkScores(type, line, hard);
    }
  }

  /** Rankings have the scores that their order rests on; no other type does. */
  private static void checkScores(TaskTypeCase type, String line, boolean hard) {
    JsonNode row = parse(line);
    boolean ranking = type.type().equals("preference_ranking");
    assertThat(row.has("borda")).isEqualTo(ranking);
    assertThat(row.has("bradley_terry")).isEqualTo(ranking);
    if (ranking) {
      assertThat(line).contains(hard ? "\"borda\":[0.0,0.5,1.0]," : "\"borda\":[0.25,1.0,0.25],");
      List<Double> strengths = new ArrayList<>();
      row.path("bradley_terry").forEach(each -> strengths.add(each.doubleValue()));
      assertThat(strengths).hasSize(3);
      assertThat(strengths.get(hard ? 2 : 1)).isEqualTo(Collections.max(strengths));
      assertThat(strengths.get(0)).isEqualTo(Collections.min(strengths));
    }
  }

  private static void checkJudgments(TaskTypeCase type, String name) throws IOException {
    List<JsonNode> rows = rows(name, "judgments.jsonl");
    List<JsonNode> counted =
        rows.stream()
            .filter(row -> row.path("counted").asBoolean() && !row.path("gold").asBoolean())
            .toList();
    assertThat(counted).hasSize(type.text() ? 9 : 10);
    assertThat(rows).filteredOn(row -> row.path("why").asText().equals("withdrawn")).hasSize(1);
    List<JsonNode> gold =
        rows.stream()
            .filter(row -> row.path("gold").asBoolean() && row.path("counted").asBoolean())
            .toList();
    assertThat(gold.isEmpty()).isEqualTo(type.text());
    for (JsonNode row : gold) {
      boolean flagged = row.path("flags").toString().contains("gold_incorrect");
      assertThat(flagged).as("%s", row).isNotEqualTo(row.path("label").equals(value(type.easy())));
    }
    for (JsonNode row : rows) {
      if (type.type().equals("preference_ranking")) {
        assertThat(shownAs(row)).isEqualTo(row.path("label_shown"));
      } else if (!row.path("swapped").asBoolean()) {
        assertThat(row.path("label")).isEqualTo(row.path("label_shown"));
      }
    }
  }

  /** An answer as files have it: the field's value, of several fields an object. */
  private static JsonNode value(String fields) {
    return TaskTypeCase.value((ObjectNode) parse(TaskTypeCase.quoted("{" + fields + "}")));
  }

  /** A ranking's label in the keys under which the responses were shown. */
  private static JsonNode shownAs(JsonNode row) {
    Map<String, String> key = new HashMap<>();
    for (int place = 0; place < row.path("order_shown").size(); place++) {
      key.put(row.path("order_shown").path(place).asText(), String.valueOf((char) ('A' + place)));
    }
    ArrayNode shown = Json.MAPPER.createArrayNode();
    for (JsonNode group : row.path("label")) {
      List<String> keys = new ArrayList<>();
      group.forEach(each -> keys.add(key.get(each.asText())));
      ArrayNode tied = shown.addArray();
      keys.stream().sorted().forEach(tied::add);
    }
    return shown;
  }

  private static void checkPreferences(TaskTypeCase type, String name) throws IOException {
    if (!type.type().equals("pairwise_comparison") && !type.type().equals("preference_ranking")) {
      assertThat(exported(name, "preference.jsonl")).doesNotExist();
      return;
    }
    List<String> rows = new ArrayList<>();
    for (JsonNode row : rows(name, "preference.jsonl")) {
      rows.add(
          row.path("pair_id").asText().replace(name + "/", "")
              + ": "
              + row.path("chosen").path(0).path("content").asText()
              + " over "
              + row.path("rejected").path(0).path("content").asText());
    }
    if (type.type().equals("pairwise_comparison")) {
      assertThat(rows)
          .containsExactly(
              "0: text A over text B", "1: text B over text A", "2: text A over text B");
    } else {
      assertThat(rows)
          .containsExactly(
              "0/B>A: text B over text A",
              "0/B>C: text B over text C",
              "1/B>A: text B over text A",
              "1/C>A: text C over text A",
              "1/C>B: text C over text B",
              "2/B>A: text B over text A",
              "2/B>C: text B over text C");
    }
  }

  private static List<JsonNode> rows(String campaign, String file) throws IOException {
    List<JsonNode> rows = new ArrayList<>();
    for (String line : Files.readAllLines(exported(campaign, file))) {
      rows.add(parse(line));
    }
    return rows;
  }

  private static Path exported(String campaign, String file) {
    return Stack.exports(home.resolve("h")).resolve(campaign).resolve(file);
  }

  private static JsonNode parse(String json) {
    try {
      return Json.MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError(json, e);
    }
  }
}
