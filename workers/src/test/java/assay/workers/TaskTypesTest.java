package assay.workers;

import static org.assertj.core.api.Assertions.assertThat;

import assay.activities.desk.Accounts;
import assay.activities.export.Exporter;
import assay.activities.store.AnnotatorWork;
import assay.activities.store.Campaigns.Campaign;
import assay.activities.store.Json;
import assay.domain.Tier;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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

/** A small campaign of each task type over REST, on a real PostgreSQL and a real Temporal. */
class TaskTypesTest {
  private static final MediaType JSON = MediaType.get("application/json");
  private static final Duration LONGEST = Duration.ofMinutes(3);
  private static final OkHttpClient CLIENT = new OkHttpClient();
  private static final List<String> REVIEWERS = new ArrayList<>();

  @TempDir private static Path home;
  private static Stack stack;
  private static String expert;

  /**
   * What people say of a type's items; quotes are single.
   *
   * @param spec lines of the spec beside the type's name
   * @param item fields of an item beside its prompt
   * @param easy the fields in which everybody answers most items
   * @param wrong the same for a gold question, by the last reviewer
   * @param hard the same for one item, by reviewer
   * @param decided the same by the expert
   * @param gold the answer that is known
   * @param easyLabel the label that follows
   * @param hardLabel the same for the item on which people disagree
   */
  record Case(
      String type,
      String spec,
      String item,
      String easy,
      String wrong,
      List<String> hard,
      String decided,
      String gold,
      String easyLabel,
      String hardLabel) {
    @Override
    public String toString() {
      return type;
    }

    boolean text() {
      return type.equals("free_text");
    }

    boolean dialog() {
      return type.equals("multi_turn_dialog");
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case(
            "pairwise_comparison",
            "",
            "'response_a':'text A','response_b':'text B'",
            "'label':'A>'",
            "'label':'B>'",
            List.of("'label':'A>'", "'label':'='", "'label':'B>'"),
            "'label':'B>>'",
            "'A>>'",
            "'A>'",
            "'B>>'"),
        new Case(
            "preference_ranking",
            "",
            "'responses':['text A','text B','text C']",
            "'ranking':[['B'],['A','C']]",
            "'ranking':[['C'],['A'],['B']]",
            List.of(
                "'ranking':[['A'],['B'],['C']]",
                "'ranking':[['C'],['A'],['B']]",
                "'ranking':[['B'],['C'],['A']]"),
            "'ranking':[['C'],['B'],['A']]",
            "[['B'],['A','C']]",
            "[['B'],['A','C']]",
            "[['C'],['B'],['A']]"),
        new Case(
            "likert_scale",
            "points: 5\nrubric: {tone: 1, truth: 1}\n",
            "'response':'text A'",
            "'ratings':{'tone':4,'truth':5}",
            "'ratings':{'tone':1,'truth':1}",
            List.of(
                "'ratings':{'tone':1,'truth':1}",
                "'ratings':{'tone':5,'truth':5}",
                "'ratings':{'tone':5,'truth':5}"),
            "'ratings':{'tone':2,'truth':3}",
            "{'tone':4,'truth':4}",
            "{'tone':{'mean':4.0,'sd':0.0,'n':3},'truth':{'mean':5.0,'sd':0.0,'n':3}}",
            "{'tone':{'mean':2.0,'sd':0.0,'n':1},'truth':{'mean':3.0,'sd':0.0,'n':1}}"),
        new Case(
            "classification",
            "labels: [safe, unsure, unsafe]\n",
            "'response':'text A'",
            "'label':'unsafe'",
            "'label':'safe'",
            List.of("'label':'safe'", "'label':'unsure'", "'label':'unsafe'"),
            "'label':'unsure'",
            "'unsafe'",
            "'unsafe'",
            "'unsure'"),
        new Case(
            "span_annotation",
            "labels: [claim, error]\n",
            "'response':'text A'",
            "'spans':[{'start':0,'end':4,'label':'claim'}]",
            "'spans':[]",
            List.of(
                "'spans':[{'start':0,'end':2,'label':'claim'}]",
                "'spans':[{'start':2,'end':4,'label':'claim'}]",
                "'spans':[{'start':0,'end':2,'label':'error'}]"),
            "'spans':[{'start':0,'end':2,'label':'error'},{'start':1,'end':6,'label':'claim'}]",
            "[{'start':0,'end':4,'label':'claim'}]",
            "[{'start':0,'end':4,'label':'claim'}]",
            "[{'start':0,'end':2,'label':'error'},{'start':1,'end':6,'label':'claim'}]"),
        new Case(
            "free_text",
            "",
            "'response':'text A'",
            "'text':'the cat sat'",
            "",
            List.of("'text':'the cat sits'", "'text':'a dog'", "'text':'the cat sat'"),
            "",
            "",
            "'the cat sat'",
            "'the cat sat'"),
        new Case(
            "multi_turn_dialog",
            "labels: [good, fair, bad]\n",
            "",
            "'turns':{'1':'good','3':'bad'},'label':'good'",
            "'turns':{'1':'bad','3':'good'},'label':'bad'",
            List.of(
                "'turns':{'1':'good','3':'bad'},'label':'good'",
                "'turns':{'1':'fair','3':'bad'},'label':'good'",
                "'turns':{'1':'bad','3':'bad'},'label':'good'"),
            "'turns':{'1':'fair','3':'fair'},'label':'fair'",
            "{'turns':{'1':'good','3':'bad'},'label':'good'}",
            "{'turns':{'1':'good','3':'bad'},'label':'good'}",
            "{'turns':{'1':'fair','3':'fair'},'label':'fair'}"));
  }

  @BeforeAll
  static void start() {
    stack = Stack.start(new Stack.Settings(home.resolve("h"), 0, null, null), notice -> {});
    Accounts accounts = new Accounts(stack.services().jdbi());
    for (String name : List.of("ann", "bob", "cy")) {
      REVIEWERS.add(accounts.addAnnotator(name, Tier.TRAINED, List.of(), List.of()).token());
    }
    expert = accounts.addAnnotator("eve", Tier.EXPERT, List.of(), List.of()).token();
  }

  @AfterAll
  static void stop() {
    stack.close();
    CLIENT.dispatcher().executorService().shutdown();
    CLIENT.connectionPool().evictAll();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aCampaignGoesFromPeoplesAnswersToItsExport(Case type) throws Exception {
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
    Path again = home.resolve(name + "-again");
    Exporter.Written written =
        new Exporter(stack.services().jdbi())
            .campaign(stack.services().campaigns().get(name), again, rows -> {});
    for (String file : written.files()) {
      assertThat(again.resolve(file)).hasSameBinaryContentAs(exported(name, file));
    }
  }

  /** What pairs do not have is not in their specs, whose digests would change otherwise. */
  private static void checkStoredSpec(Case type, String name) {
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

  private static Path write(Case type, String name) throws IOException {
    Path folder = Files.createDirectories(home.resolve(name));
    String kind = type.type().equals("pairwise_comparison") ? "pairs" : "items";
    String gold = type.text() ? "" : ", gold: gold.jsonl";
    StringBuilder items = new StringBuilder();
    for (String prompt : List.of("easy 0", "hard", "easy 1")) {
      items.append(item(type, prompt, "")).append('\n');
    }
    Files.writeString(folder.resolve("items.jsonl"), items);
    Files.writeString(
        folder.resolve("gold.jsonl"), item(type, "gold", ",'label':" + type.gold()) + "\n");
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

  private static String item(Case type, String prompt, String more) {
    String asked =
        type.dialog()
            ? """
              [{'role':'user','content':'%s'},{'role':'assistant','content':'a'},
              {'role':'user','content':'b'},{'role':'assistant','content':'c'}]\
              """
                .formatted(prompt)
                .replace("\n", "")
            : "'" + prompt + "'";
    String fields = type.item().isEmpty() ? "" : "," + type.item();
    return quoted("{'id':'%s','prompt':%s%s%s}".formatted(prompt, asked, fields, more));
  }

  /** What the desk promises of every answer: repeated, contradicted, taken back, refused. */
  private static void firstAnswer(Case type, String name) throws Exception {
    String token = REVIEWERS.getFirst();
    JsonNode task = awaitTask(token, name);
    String lease = "/api/leases/" + task.path("lease").asText();
    assertThat(task.path("task_type").asText()).isEqualTo(type.type());
    checkTask(type, task);
    refused(type, token, lease);

    String body = body(answer(type, task, 0), task);
    Reply first = post(token, lease + "/submit", body);
    assertThat(first.status()).as(first.text()).isEqualTo(200);
    assertThat(post(token, lease + "/submit", body)).isEqualTo(first);
    String contradiction = body(type.hard().get(1), task);
    if (!contradiction.equals(body)) {
      assertThat(post(token, lease + "/submit", contradiction).status()).isEqualTo(409);
    }
    JsonNode undone = post(token, lease + "/undo", "").json();
    assertThat(undone.path("item")).isEqualTo(task.path("item"));
    String held = "/api/leases/" + undone.path("lease").asText() + "/submit";
    assertThat(post(token, held, body(answer(type, undone, 0), undone)).status()).isEqualTo(200);
  }

  private static void refused(Case type, String token, String lease) throws IOException {
    Map<String, String> wrong =
        switch (type.type()) {
          case "pairwise_comparison" ->
              Map.of(
                  "{'ranking':[['A'],['B']]}",
                  "ranking: is no answer to pairwise_comparison; give label: one of A>> A> = B> B>>.");
          case "preference_ranking" ->
              Map.of(
                  "{'ranking':[['A'],['B']]}",
                  "ranking: leaves out 'C'; rank every response.",
                  "{}",
                  "ranking: is required: a list of groups of responses, best first, such as"
                      + " [[\"B\"], [\"A\", \"C\"]].");
          case "likert_scale" ->
              Map.of(
                  "{'ratings':{'tone':6,'truth':1}}",
                  "ratings.tone: must be a whole number from 1 to 5, not 6.");
          case "classification" ->
              Map.of("{'label':'x'}", "label: must be one of safe, unsure, unsafe, not 'x'.");
          case "span_annotation" ->
              Map.of(
                  "{'spans':[{'start':0,'end':7,'label':'claim'}]}",
                  "spans[0].end: must be a whole number above start and at most 6 (the end is not"
                      + " part of it), not 7.");
          case "free_text" ->
              Map.of(
                  "{'text':' '}",
                  "text: must be a text that is not blank, of at most 20,000 characters, not ' '.",
                  "{'text':'x','label':'y'}",
                  "label: is no answer to free_text; give text: a text that is not blank, of at most"
                      + " 20,000 characters.");
          default ->
              Map.of(
                  "{'turns':{'1':'good'},'label':'good'}",
                  "turns.3: is required: one of good, fair, bad.",
                  "{'label':'good'}",
                  "turns: is required: an object with \"turns\", such as {\"1\": \"good\"}, and"
                      + " \"label\", one of good, fair, bad.");
        };
    for (Map.Entry<String, String> each : wrong.entrySet()) {
      Reply reply = post(token, lease + "/submit", quoted(each.getKey()));
      assertThat(reply.status()).isEqualTo(400);
      assertThat(reply.json().path("detail").asText()).isEqualTo(each.getValue());
    }
  }

  /** What the page is told of each type. */
  private static void checkTask(Case type, JsonNode task) {
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
      Reply reply = post(token, "/api/next", "{\"campaign\":\"" + campaign + "\"}");
      if (reply.status() == 200) {
        return reply.json();
      }
      Thread.sleep(50);
    }
    throw new AssertionError("nothing to do in " + campaign);
  }

  /** Everybody takes what there is until the campaign is over. */
  private static void work(Case type, String name) throws Exception {
    long until = System.nanoTime() + LONGEST.toNanos();
    while (!status(name).over()) {
      assertThat(System.nanoTime()).as("%s", status(name)).isLessThan(until);
      for (int person = 0; person <= REVIEWERS.size(); person++) {
        String token = person < REVIEWERS.size() ? REVIEWERS.get(person) : expert;
        Reply next = post(token, "/api/next", "{\"campaign\":\"" + name + "\"}");
        if (next.status() == 200) {
          JsonNode task = next.json();
          String lease = "/api/leases/" + task.path("lease").asText() + "/submit";
          Reply reply = post(token, lease, body(answer(type, task, person), task));
          assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        }
      }
      Thread.sleep(20);
    }
  }

  private static CampaignStatus status(String name) {
    return stack.services().control().status(name);
  }

  private static String answer(Case type, JsonNode task, int person) {
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

  /** The fields, with responses named as they are shown. */
  private static String body(String fields, JsonNode task) {
    ObjectNode body = (ObjectNode) parse(quoted("{" + fields + "}"));
    Map<String, String> shown = new HashMap<>();
    for (JsonNode response : task.path("responses")) {
      shown.put(response.path("text").asText().replace("text ", ""), response.path("key").asText());
    }
    if (body.has("ranking")) {
      ArrayNode ranking = Json.MAPPER.createArrayNode();
      for (JsonNode group : body.path("ranking")) {
        ArrayNode keys = ranking.addArray();
        group.forEach(key -> keys.add(shown.get(key.asText())));
      }
      body.set("ranking", ranking);
    } else if (shown.size() == 2 && "B".equals(shown.get("A"))) {
      String label = body.path("label").asText();
      body.put("label", label.replace('A', 'x').replace('B', 'A').replace('x', 'B'));
    }
    return body.toString();
  }

  /** The report has everybody's work, held against gold and labels where the type allows it. */
  private static void checkPeople(Case type, String name, CampaignStatus status) {
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

  private static void checkLabels(Case type, String name) throws IOException {
    List<String> lines = Files.readAllLines(exported(name, "labels.jsonl"));
    assertThat(lines).hasSize(3);
    for (String line : lines) {
      JsonNode row = parse(line);
      boolean hard = row.path("id").asText().equals("hard");
      assertThat(hard).isEqualTo(line.equals(lines.get(1)));
      String expected = hard ? type.hardLabel() : type.easyLabel();
      assertThat(line).contains(quoted(",'label':" + expected + ",'confidence':"));
      assertThat(row.path("decided_by").asText())
          .isEqualTo(hard && !type.text() ? "expert" : "human");
      assertThat(row.path("n_judgments").asInt()).isEqualTo(hard && !type.text() ? 4 : 3);
      assertThat(row.path("margin").isNull()).isEqualTo(!type.type().equals("pairwise_comparison"));
    }
  }

  private static void checkJudgments(Case type, String name) throws IOException {
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
    JsonNode given = parse(quoted("{" + fields + "}"));
    return given.size() == 1 ? given.iterator().next() : given;
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

  private static void checkPreferences(Case type, String name) throws IOException {
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

  private static String quoted(String json) {
    return json.replace('\'', '"');
  }

  private static JsonNode parse(String json) {
    try {
      return Json.MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError(json, e);
    }
  }

  record Reply(int status, String text) {
    JsonNode json() {
      return parse(text);
    }
  }

  private static Reply post(String token, String path, String body) throws IOException {
    Request request =
        new Request.Builder()
            .url(stack.url() + path)
            .header("Authorization", "Bearer " + token)
            .post(RequestBody.create(body, JSON))
            .build();
    try (Response response = CLIENT.newCall(request).execute()) {
      return new Reply(response.code(), response.body().string());
    }
  }
}
