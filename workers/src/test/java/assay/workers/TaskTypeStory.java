package assay.workers;

import static org.assertj.core.api.Assertions.assertThat;

import assay.activities.desk.TaskTypeCase;
import assay.activities.store.Json;
import assay.domain.Merkle;
import assay.workers.up.Stack;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Whether the stories of a finished campaign's items tell, in the type's own words, what its files
 * have and its histories prove.
 */
final class TaskTypeStory {
  /** By type: what is said of {@link TaskTypeCase#easy}, of the expert, and of both labels. */
  private static final Map<String, List<String>> SAID =
      Map.of(
          "pairwise_comparison", List.of("labelled it A>", "labelled it B>>", "A>", "B>>"),
          "preference_ranking",
              List.of("ranked it B > A = C", "ranked it C > B > A", "B > A = C", "C > B > A"),
          "likert_scale",
              List.of(
                  "rated it tone 4, truth 5",
                  "rated it tone 2, truth 3",
                  "tone 4.0, truth 5.0",
                  "tone 2.0, truth 3.0"),
          "classification", List.of("labelled it unsafe", "labelled it unsure", "unsafe", "unsure"),
          "span_annotation",
              List.of(
                  "marked “text” as claim",
                  "marked “te” as error, “ext A” as claim",
                  "“text” as claim",
                  "“te” as error, “ext A” as claim"),
          "free_text", List.of("wrote “the cat sat”", "", "“the cat sat”", "“the cat sat”"),
          "multi_turn_dialog",
              List.of(
                  "labelled it good; turn 1 good, turn 3 bad",
                  "labelled it fair; turn 1 fair, turn 3 fair",
                  "good; turn 1 good, turn 3 bad",
                  "fair; turn 1 fair, turn 3 fair"));

  private final String url;
  private final String auditor;
  private final TaskTypeCase type;
  private final String campaign;
  private final Path exports;

  private TaskTypeStory(String url, String auditor, TaskTypeCase type, String name, Path home) {
    this.url = url;
    this.auditor = auditor;
    this.type = type;
    this.campaign = name;
    this.exports = Stack.exports(home).resolve(name);
  }

  static void check(String url, String auditor, TaskTypeCase type, String name, Path home)
      throws IOException, InterruptedException {
    TaskTypeStory story = new TaskTypeStory(url, auditor, type, name, home);
    story.items();
    story.gold();
  }

  private JsonNode story(String id) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + "/api/campaigns/" + campaign + "/items/" + id))
            .header("Authorization", "Bearer " + auditor)
            .build();
    String body = HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    JsonNode story = Json.MAPPER.readTree(body);
    assertThat(story.path("task_type").asText()).as(body).isEqualTo(type.type());
    for (JsonNode line : story.path("lines")) {
      assertThat(line.path("history").path("event").asLong()).as("%s", line).isPositive();
    }
    return story;
  }

  private void items() throws IOException, InterruptedException {
    List<String> said = SAID.getOrDefault(type.type(), List.of());
    for (JsonNode row : rows("labels.jsonl")) {
      JsonNode story = story(row.path("pair_id").asText());
      boolean hard = row.path("id").asText().equals("hard");
      assertThat(story.path("row")).isEqualTo(row);
      assertThat(story.path("gold_answer").isNull()).isTrue();
      assertThat(story.path("responses").size())
          .isEqualTo(
              switch (type.type()) {
                case "pairwise_comparison" -> 2;
                case "preference_ranking" -> 3;
                case "multi_turn_dialog" -> 0;
                default -> 1;
              });
      answers(story);
      JsonNode labelled = lines(story, "labelled").getFirst();
      boolean expert = hard && !type.text();
      assertThat(labelled.path("text").asText())
          .startsWith("Settled as %s by %s, ".formatted(said.get(hard ? 3 : 2), by(expert)));
      assertThat(labelled.at("/details/answer")).isEqualTo(row.path("label"));
      assertThat(
              texts(story).stream()
                  .filter(text -> text.endsWith(" s (expert)"))
                  .map(text -> text.replaceFirst(" in \\S+ s .*", ""))
                  .toList())
          .isEqualTo(expert ? List.of(said.get(1)) : List.of());
      if (!hard) {
        assertThat(texts(story))
            .allMatch(
                text -> text.matches("\\Q" + said.get(0) + "\\E in \\d+\\.\\d s \\(review\\)"));
      }
    }
  }

  private static String by(boolean expert) {
    return expert ? "expert" : "human";
  }

  private static List<String> texts(JsonNode story) {
    return lines(story, "judged").stream().map(line -> line.path("text").asText()).toList();
  }

  /** Each judgment of the files is told once, with its answer, and so is each that was undone. */
  private void answers(JsonNode story) throws IOException {
    List<JsonNode> told = lines(story, "judged");
    List<JsonNode> judged =
        rows("judgments.jsonl").stream()
            .filter(row -> row.path("pair_id").equals(story.path("pair_id")))
            .toList();
    assertThat(told).hasSameSizeAs(judged);
    for (JsonNode row : judged) {
      JsonNode details =
          told.stream()
              .map(line -> line.path("details"))
              .filter(each -> each.path("lease").equals(row.path("lease")))
              .findFirst()
              .orElseThrow();
      assertThat(details.path("answer")).isEqualTo(row.path("label"));
      assertThat(details.path("order_shown")).isEqualTo(row.path("order_shown"));
      if (type.text()) {
        assertThat(details.path("label").asText())
            .isEqualTo(Merkle.sha256(row.path("label").asText()));
      }
    }
    assertThat(lines(story, "withdrawn").stream().map(line -> line.path("text").asText()))
        .hasSize(
            (int)
                judged.stream().filter(row -> row.path("why").asText().equals("withdrawn")).count())
        .allMatch("took the label back"::equals);
  }

  /** The last reviewer misses it. */
  private void gold() throws IOException, InterruptedException {
    if (type.text()) {
      return;
    }
    JsonNode story = story("gold");
    answers(story);
    JsonNode known = Json.MAPPER.readTree(TaskTypeCase.quoted(type.gold()));
    assertThat(story.path("gold_answer")).isEqualTo(known);
    assertThat(story.path("row").isNull()).isTrue();
    for (JsonNode line : lines(story, "judged")) {
      boolean missed = line.at("/details/flags").toString().contains("gold_incorrect");
      assertThat(line.path("text").asText())
          .endsWith(missed ? " (gold question; not the known answer)" : " (gold question)");
    }
  }

  private static List<JsonNode> lines(JsonNode story, String what) {
    List<JsonNode> lines = new ArrayList<>();
    for (JsonNode line : story.path("lines")) {
      if (line.path("what").asText().equals(what)) {
        lines.add(line);
      }
    }
    return lines;
  }

  private List<JsonNode> rows(String file) throws IOException {
    List<JsonNode> rows = new ArrayList<>();
    for (String line : Files.readAllLines(exports.resolve(file))) {
      rows.add(Json.MAPPER.readTree(line));
    }
    return rows;
  }
}
