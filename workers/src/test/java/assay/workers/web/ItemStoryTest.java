package assay.workers.web;

import static org.assertj.core.api.Assertions.assertThat;

import assay.activities.desk.Role;
import assay.activities.store.Sealed;
import assay.domain.Tier;
import assay.workers.DeskClient;
import com.fasterxml.jackson.databind.JsonNode;
import io.temporal.common.WorkflowExecutionHistory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ItemStoryTest {
  @TempDir Path exports;

  private static List<String> what(JsonNode story) {
    List<String> what = new ArrayList<>();
    story.path("lines").forEach(line -> what.add(line.path("what").asText()));
    return what;
  }

  /** The event that a line points at, out of the sealed histories. */
  private static String event(TestHouse house, JsonNode line) {
    JsonNode place = line.path("history");
    String json =
        new Sealed(house.database.jdbi())
            .json(1, place.path("workflow").asText(), place.path("run").asText())
            .orElseThrow(() -> new AssertionError(line.toString()));
    return WorkflowExecutionHistory.fromJson(json).getEvents().stream()
        .filter(event -> event.getEventId() == place.path("event").asLong())
        .findFirst()
        .orElseThrow(() -> new AssertionError(line.toString()))
        .getEventType()
        .name();
  }

  @Test
  void anItemsStoryGoesFromPairToExportedRowAndEveryLineIsProven() throws Exception {
    try (TestHouse house = new TestHouse(exports)) {
      String ann = house.annotator("Ann Secret", Tier.TRAINED);
      String bob = house.annotator("Bob Secret", Tier.TRAINED);
      String eve = house.annotator("Eve Secret", Tier.EXPERT);
      house.start(
          "story",
          3,
          "review: {redundancy: 2, max_redundancy: 2, gold_fraction: 0, min_seconds: 0, linger:"
              + " 1s}\n");
      // They disagree on Question 1?; an expert decides.
      TestHouse.Mind contrary =
          task ->
              task.path("prompt").asText().equals("Question 1?")
                  ? TestHouse.wise(task).equals("A>") ? "B>" : "A>"
                  : TestHouse.wise(task);
      String auditor = house.user("Ada", Role.AUDITOR);
      house.await("labels", () -> house.label(ann, TestHouse::wise) > 0);
      JsonNode early = house.client.get(auditor, "/api/campaigns/story/items/p1").json();
      assertThat(what(early)).startsWith("planned", "ready", "opened");
      assertThat(early.path("row").isNull()).isTrue();
      house.await(
          "the end",
          () -> {
            house.label(ann, TestHouse::wise);
            house.label(bob, contrary);
            house.label(eve, TestHouse::wise);
            return house.status("story").path("status").asText().equals("completed");
          });

      DeskClient.Reply reply = house.client.get(auditor, "/api/campaigns/story/items/p1");
      JsonNode story = reply.json();
      assertThat(what(story))
          .containsExactly(
              "planned",
              "ready",
              "opened",
              "judged",
              "judged",
              "escalated",
              "judged",
              "labelled",
              "exported_batch",
              "aggregated",
              "exported");
      assertThat(reply.text()).doesNotContain("Secret");
      assertThat(story.path("lines").findValuesAsText("by"))
          .contains("w1", "w2", "w3")
          .doesNotContain("Ann Secret");
      List<String> events = new ArrayList<>();
      story.path("lines").forEach(line -> events.add(event(house, line)));
      assertThat(events)
          .containsExactly(
              "EVENT_TYPE_WORKFLOW_EXECUTION_STARTED",
              "EVENT_TYPE_ACTIVITY_TASK_COMPLETED",
              "EVENT_TYPE_ACTIVITY_TASK_COMPLETED",
              "EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED",
              "EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED",
              "EVENT_TYPE_MARKER_RECORDED",
              "EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED",
              "EVENT_TYPE_ACTIVITY_TASK_COMPLETED",
              "EVENT_TYPE_ACTIVITY_TASK_COMPLETED",
              "EVENT_TYPE_ACTIVITY_TASK_COMPLETED",
              "EVENT_TYPE_ACTIVITY_TASK_COMPLETED");
      JsonNode expert = story.path("lines").path(6);
      assertThat(expert.at("/details/stage").asText()).isEqualTo("expert");
      assertThat(expert.at("/details/label").asText()).isEqualTo("B>");
      assertThat(expert.path("text").asText())
          .matches("labelled it B> in \\d+\\.\\d s \\(expert\\)");
      assertThat(story.path("row"))
          .isEqualTo(
              assay.activities.store.Json.MAPPER.readTree(
                  Files.readAllLines(exports.resolve("story/labels.jsonl")).get(1)));

      JsonNode place = expert.path("history");
      String event =
          "/api/campaigns/story/history?workflow=%s&run=%s&event="
              .formatted(place.path("workflow").asText(), place.path("run").asText());
      JsonNode raw = house.client.get(auditor, event + place.path("event").asLong()).json();
      assertThat(raw.path("eventId").asText()).isEqualTo(place.path("event").asText());
      assertThat(raw.at("/workflowExecutionSignaledEventAttributes/signalName").asText())
          .isEqualTo("events");
      assertThat(house.client.get(auditor, event + 9999).status()).isEqualTo(404);
      assertThat(house.client.get(auditor, event + "x").detail())
          .isEqualTo("event: must be the number of an event, not \"x\".");

      assertThat(house.client.get(auditor, "/api/campaigns/story/items/story/1").json())
          .isEqualTo(story);
      assertThat(house.client.get(auditor, "/api/campaigns/story/items/p9").detail())
          .isEqualTo(
              "Campaign story has no item p9; give its id in the input, or its pair_id, such as"
                  + " story/0.");
      assertThat(house.client.get(ann, "/api/campaigns/story/items/p1").status()).isEqualTo(403);

      String table = "/api/campaigns/story/annotators";
      assertThat(house.client.get(auditor, table).text())
          .doesNotContain("Secret")
          .contains("\"annotator\":\"w1\"");
      assertThat(house.client.get(house.manager, table).json().path(0).path("name").asText())
          .isEqualTo("Ann Secret");
    }
  }

  /** Cy is suspended after the first label; Ann takes hers back once; Eve revises hers. */
  @Test
  void whatIsVoidedTakenBackOrRevisedIsToldAsItHappened() {
    try (TestHouse house = new TestHouse(exports)) {
      String ann = house.annotator("Ann", Tier.TRAINED);
      String bob = house.annotator("Bob", Tier.TRAINED);
      String cy = house.annotator("Cy", Tier.TRAINED);
      String eve = house.annotator("Eve", Tier.EXPERT);
      house.start(
          "turns",
          1,
          "review: {redundancy: 2, max_redundancy: 2, gold_fraction: 0, min_seconds: 0, linger:"
              + " 1s}\nescalation: {second_look: true}\n");
      house.await("a label", () -> house.one(cy, TestHouse::wise));
      int suspended = house.accounts.annotator("Cy").id();
      house.client.post(house.manager, "/api/annotators/" + suspended + "/suspend", "{}");
      house.await("a label", () -> house.one(ann, TestHouse::foolish));
      long taken = lease(house, "w2");
      JsonNode again = house.client.post(ann, "/api/leases/" + taken + "/undo", "{}").json();
      submit(house, ann, again, TestHouse.wise(again), "submit");
      house.await("a label", () -> house.one(bob, TestHouse::foolish));
      JsonNode[] look = new JsonNode[1];
      house.await(
          "the expert's item",
          () -> {
            DeskClient.Reply next = house.client.post(eve, "/api/next", "{}");
            look[0] = next.status() == 200 ? next.json() : null;
            return look[0] != null;
          });
      JsonNode receipt = submit(house, eve, look[0], "=", "submit");
      assertThat(receipt.path("second_look").asBoolean()).isTrue();
      submit(house, eve, look[0], TestHouse.wise(look[0]), "revise");
      house.await(
          "the end", () -> house.status("turns").path("status").asText().equals("completed"));

      JsonNode story = house.client.get(house.manager, "/api/campaigns/turns/items/p0").json();
      List<String> told = new ArrayList<>();
      for (JsonNode line : story.path("lines")) {
        if (!line.path("by").isNull()) {
          String text = line.path("text").asText().replaceFirst("in \\d+\\.\\d s", "in time");
          told.add(line.path("what").asText() + ": " + line.path("by").asText() + " " + text);
          assertThat(event(house, line)).isEqualTo("EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED");
        }
      }
      assertThat(told)
          .containsExactly(
              "judged: w1 labelled it A> in time (review)",
              "voided: w1 suspended: the label counts no more, the item is open again",
              "judged: w2 labelled it B> in time (review)",
              "withdrawn: w2 took the label back",
              "judged: w2 labelled it A> in time (review)",
              "judged: w3 labelled it B> in time (review)",
              "judged: w4 labelled it = in time (expert)",
              "withdrawn: w4 revised it after a look at what others said",
              "judged: w4 labelled it A> in time (expert); this stands in place of the one before");
      assertThat(story.at("/row/label").asText()).isEqualTo("A>");
    }
  }

  private static long lease(TestHouse house, String pseudonym) {
    return house
        .database
        .jdbi()
        .withHandle(
            h ->
                h.createQuery("select max(number) from lease where 'w' || member = :member")
                    .bind("member", pseudonym)
                    .mapTo(Long.class)
                    .one());
  }

  private static JsonNode submit(
      TestHouse house, String token, JsonNode task, String label, String call) {
    DeskClient.Reply reply =
        house.client.post(
            token,
            "/api/leases/" + task.path("lease").asText() + "/" + call,
            "{\"label\":\"%s\"}".formatted(label));
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.json();
  }
}
