package assay.workers.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.activities.desk.Role;
import assay.activities.desk.TestCampaign;
import assay.activities.store.CannotStart;
import assay.workers.DeskClient.Reply;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeskServerTest {

  private static TestDesk desk(int pairs) {
    return new TestDesk(
        TestCampaign.of(pairs, 0, "review: {min_seconds: 0, gold_fraction: 0}")
            .bystanders()
            .open());
  }

  @Test
  void aPersonLabelsOverHttp() {
    try (TestDesk desk = desk(2)) {
      String token = desk.annotator("ann");
      Reply next = desk.post(token, "/api/next", "{}");
      assertThat(next.status()).isEqualTo(200);
      JsonNode task = next.json();
      assertThat(task.properties())
          .extracting(java.util.Map.Entry::getKey)
          .containsExactly(
              "lease",
              "expires_at",
              "campaign",
              "task_type",
              "item",
              "prompt",
              "responses",
              "labels",
              "rubric",
              "guidelines",
              "estimated_seconds",
              "pay_usd");
      assertThat(task.path("prompt").asText()).isEqualTo("Question 0?");
      assertThat(task.path("responses").path(1).path("key").asText()).isEqualTo("B");
      assertThat(task.path("pay_usd").toString()).isEqualTo("0.3125");
      assertThat(task.path("expires_at").asText()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");

      String lease = "/api/leases/" + task.path("lease").asText();
      String body = "{\"label\":\"A>\",\"seconds\":21.5,\"confidence\":0.7,\"comment\":\"ok\"}";
      Reply first = desk.post(token, lease + "/submit", body);
      Reply again = desk.post(token, lease + "/submit", body.replace("21.5", "99"));
      assertThat(first.text()).isEqualTo("{\"status\":\"accepted\",\"flags\":[]}");
      assertThat(again).isEqualTo(first);
      Reply other = desk.post(token, lease + "/submit", "{\"label\":\"B>\"}");
      assertThat(other.status()).isEqualTo(409);
      assertThat(other.type()).startsWith("application/problem+json");
      assertThat(other.text())
          .isEqualTo(
              "{\"type\":\"about:blank\",\"title\":\"Conflict\",\"status\":409,\"detail\":\"Lease 1"
                  + " already has another label; take that one back first (undo).\"}");

      assertThat(desk.get(token, "/api/me").text())
          .startsWith(
              "{\"name\":\"ann\",\"tier\":\"trained\",\"done\":1,\"earned\":0.3125,\"standing\":\"new\",\"paused\":[],"
                  + "\"campaigns\":[{\"campaign\":\"test\",\"done\":1,\"earned\":0.3125,\"bonus\":0,\"voided\":0,\"usd_per_hour\":");
      assertThat(desk.post(token, lease + "/contest", "{\"reason\":\"Both wrong\"}").text())
          .isEqualTo("{\"status\":\"noted\"}");
      Reply undone = desk.post(token, lease + "/undo", "");
      assertThat(undone.json().path("item")).isEqualTo(task.path("item"));
      String held = "/api/leases/" + undone.json().path("lease").asText();
      Reply renewed = desk.post(token, held + "/renew", "{}");
      assertThat(renewed.json().path("expires_at").asText())
          .isGreaterThan(undone.json().path("expires_at").asText());
      assertThat(desk.post(token, held + "/skip", "{\"reason\":\"tired\"}").text())
          .isEqualTo("{\"status\":\"skipped\"}");
      desk.post(token, "/api/next", "{\"campaign\":\"test\"}");
      assertThat(desk.post(token, "/api/leases/99/submit", "{\"label\":\"=\"}").status())
          .isEqualTo(404);
    }
  }

  @Test
  void withoutWorkThereIsNoContent() {
    try (TestDesk desk = desk(0)) {
      Reply reply = desk.post(desk.annotator("ann"), "/api/next", "");
      assertThat(reply.status()).isEqualTo(204);
      assertThat(reply.text()).isEmpty();
    }
  }

  @Test
  void anExpiredLeaseIsGone() {
    try (TestDesk desk = desk(1)) {
      String token = desk.annotator("ann");
      desk.post(token, "/api/next", "{}");
      desk.campaign
          .jdbi()
          .useHandle(
              h ->
                  h.execute("update lease set expires_at = clock_timestamp() - interval '1 hour'"));
      Reply reply = desk.post(token, "/api/leases/1/submit", "{\"label\":\"=\"}");
      assertThat(reply.status()).isEqualTo(410);
    }
  }

  @Test
  void wrongBodiesAreNamed() {
    try (TestDesk desk = desk(1)) {
      String token = desk.annotator("ann");
      desk.post(token, "/api/next", "{}");
      wrong(desk, token, "{\"label\":", "The body is not JSON (line 1, column 10).");
      wrong(desk, token, "[]", "The body must be a JSON object, not a list.");
      wrong(desk, token, "{}", "label: is required: one of A>> A> = B> B>>.");
      wrong(desk, token, "{\"label\":3}", "label: must be one of A>> A> = B> B>>, not 3.");
      wrong(
          desk,
          token,
          "{\"lable\":\"=\"}",
          "lable: there is no such field; this call takes label, ranking, ratings, spans, text,"
              + " turns, seconds, confidence, dimensions, comment.");
      wrong(
          desk,
          token,
          "{\"label\":\"=\",\"seconds\":\"5\"}",
          "seconds: must be a number, not a text.");
      wrong(desk, token, "{\"label\":\"=\",\"seconds\":-1}", "seconds: must not be negative.");
      wrong(
          desk,
          token,
          "{\"label\":\"=\",\"dimensions\":{\"helpfulness\":[]}}",
          "dimensions.helpfulness: must be a label or a number, not a list.");
      wrong(desk, token, "{\"label\":\"A\"}", "label: must be one of A>> A> = B> B>>, not 'A'.");
      assertThat(desk.campaign.count("lease where state = 'active'")).isEqualTo(1);
    }
  }

  private static void wrong(TestDesk desk, String token, String body, String detail) {
    Reply reply = desk.post(token, "/api/leases/1/submit", body);
    assertThat(reply.detail()).isEqualTo(detail);
    assertThat(reply.status()).isEqualTo(400);
  }

  @Test
  void onlyKnownPeopleWithTheRightRoleAreLetIn() {
    try (TestDesk desk = desk(1)) {
      Reply none = desk.post(null, "/api/next", "{}");
      assertThat(none.status()).isEqualTo(401);
      assertThat(none.detail())
          .isEqualTo("A token is needed: send the header Authorization: Bearer TOKEN.");
      Reply wrong = desk.post("nonsense", "/api/next", "{}");
      assertThat(wrong.status()).isEqualTo(401);
      assertThat(wrong.detail())
          .isEqualTo(
              "This token is not known here. Use the one you were given, whole; a lost one is"
                  + " replaced by your manager.");
      String manager = desk.user(Role.MANAGER);
      Reply role = desk.post(manager, "/api/next", "{}");
      assertThat(role.status()).isEqualTo(403);
      assertThat(role.detail())
          .isEqualTo("This needs the role annotator; the account MANAGER is manager.");
      String auditor = desk.user(Role.AUDITOR);
      assertThat(desk.get(auditor, "/api/campaigns").status()).isEqualTo(200);
      assertThat(desk.post(auditor, "/api/campaigns/test/pause", "").status()).isEqualTo(403);
      desk.campaign.jdbi().useHandle(h -> h.execute("update account set active = false"));
      Reply suspended = desk.get(desk.user(Role.ADMIN), "/api/annotators");
      assertThat(suspended.status()).as("added after the suspensions").isEqualTo(200);
      String ann = desk.annotator("ann");
      desk.campaign
          .jdbi()
          .useHandle(h -> h.execute("update account set active = false where name = 'ann'"));
      assertThat(desk.post(ann, "/api/next", "{}").detail())
          .isEqualTo("This account is suspended. Ask your manager about it.");
    }
  }

  @Test
  void managersAddAndListAnnotators() {
    try (TestDesk desk = new TestDesk(TestCampaign.of(0, 0, ""))) {
      String manager = desk.user(Role.MANAGER);
      String body = "{\"name\":\"ann\",\"tier\":\"expert\",\"specializations\":[\"law\"]}";
      Reply added = desk.post(manager, "/api/annotators", body);
      assertThat(added.status()).isEqualTo(201);
      assertThat(added.json().path("token").asText()).hasSize(43);
      assertThat(desk.post(manager, "/api/annotators", body).detail())
          .isEqualTo("There is already an account named ann.");
      assertThat(
              desk.post(manager, "/api/annotators", "{\"name\":\"bob\",\"tier\":\"boss\"}")
                  .detail())
          .isEqualTo("tier: \"boss\" is not one of crowd, trained, expert, domain_specialist.");
      assertThat(desk.get(manager, "/api/annotators").text())
          .isEqualTo(
              "[{\"id\":2,\"name\":\"ann\",\"tier\":\"expert\",\"specializations\":[\"law\"],\"languages\":[],\"active\":true,\"paused\":[]}]");
      assertThat(desk.post(added.json().path("token").asText(), "/api/next", "").status())
          .isEqualTo(204);
    }
  }

  @Test
  void managersSteerCampaignsAndTakeTheirFiles(@TempDir Path folder) throws IOException {
    try (TestDesk desk = desk(0)) {
      String manager = desk.user(Role.MANAGER);
      assertThat(desk.get(manager, "/api/campaigns").text()).isEqualTo("[{\"name\":\"test\"}]");
      assertThat(desk.get(manager, "/api/campaigns/test").json().path("status").asText())
          .isEqualTo("running");
      assertThat(desk.get(manager, "/api/campaigns/none").detail())
          .isEqualTo("There is no campaign named none.");
      assertThat(desk.post(manager, "/api/campaigns/test/pause", "").status()).isEqualTo(200);
      assertThat(desk.control.commands).containsExactly("PAUSE test");
      assertThat(
              desk.put(manager, "/api/campaigns/test/budget", "{\"budget_usd\": 12.50}").status())
          .isEqualTo(200);
      assertThat(desk.control.commands).last().isEqualTo("BUDGET test 12.5");
      assertThat(desk.put(manager, "/api/campaigns/test/budget", "{}").detail())
          .isEqualTo("budget_usd: is required.");
      assertThat(desk.get(manager, "/api/campaigns/test/export/labels.jsonl").detail())
          .isEqualTo("Campaign test has no file labels.jsonl.");
      desk.control.file = Files.writeString(folder.resolve("labels.jsonl"), "{}\n");
      assertThat(desk.get(manager, "/api/campaigns/test/export/labels.jsonl").text())
          .isEqualTo("{}\n");
    }
  }

  @Test
  void aManagerSuspendsAndReinstates() {
    try (TestDesk desk = desk(2)) {
      String ann = desk.annotator("ann");
      String manager = desk.user(Role.MANAGER);
      String person = "/api/annotators/" + desk.campaign.text("id from account where name = 'ann'");
      desk.post(ann, "/api/next", "{}");
      desk.post(ann, "/api/leases/1/submit", "{\"label\":\"=\"}");
      assertThat(desk.post(ann, person + "/suspend", "{}").status()).isEqualTo(403);

      Reply suspended = desk.post(manager, person + "/suspend", "{}");

      assertThat(suspended.status()).isEqualTo(200);
      assertThat(suspended.json().path("active").asBoolean()).isFalse();
      assertThat(desk.campaign.count("lease where why = 'voided'")).isEqualTo(1);
      Reply refused = desk.post(ann, "/api/next", "{}");
      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.detail())
          .isEqualTo("This account is suspended. Ask your manager about it.");
      Reply back = desk.post(manager, person + "/reinstate", "{}");
      assertThat(back.json().path("active").asBoolean()).isTrue();
      assertThat(desk.post(manager, "/api/annotators/99/suspend", "{}").detail())
          .isEqualTo("There is no annotator number 99.");
      assertThat(desk.post(manager, "/api/annotators/me/suspend", "{}").detail())
          .isEqualTo("There is no annotator number me.");
    }
  }

  @Test
  void aManagerGivesABonus() {
    try (TestDesk desk = desk(2)) {
      String ann = desk.annotator("ann");
      String manager = desk.user(Role.MANAGER);
      String bonus =
          "/api/annotators/%s/bonus"
              .formatted(desk.campaign.text("id from account where name = 'ann'"));
      desk.post(ann, "/api/next", "{}");
      desk.post(ann, "/api/leases/1/submit", "{\"label\":\"=\"}");
      String body =
          "{\"campaign\":\"test\",\"usd\":1.50,\"reason\":\"fine work\",\"key\":\"week 1\"}";
      assertThat(desk.post(ann, bonus, body).status()).isEqualTo(403);
      Reply given = desk.post(manager, bonus, body);
      assertThat(desk.post(manager, bonus, body)).as("the same key").isEqualTo(given);
      assertThat(given.text())
          .isEqualTo(
              "{\"id\":1,\"campaign\":\"test\",\"annotator\":\"w1\",\"usd\":1.5,\"reason\":\"fine work\"}");
      assertThat(desk.post(manager, bonus, "{\"campaign\":\"test\",\"reason\":\"x\"}").detail())
          .isEqualTo("usd: is required.");
      assertThat(desk.get(ann, "/api/me").json().path("earned").toString()).isEqualTo("1.8125");
    }
  }

  @Test
  void machinesAskHowItIs() {
    try (TestDesk desk = desk(0)) {
      assertThat(desk.get(null, "/healthz").text()).isEqualTo("ok");
      assertThat(desk.get(null, "/readyz").text()).isEqualTo("ready");
      assertThat(desk.get(null, "/metrics").text())
          .contains(
              "assay_desk_requests_total{method=\"GET\",route=\"/healthz\",status=\"200\"} 1");
      JsonNode described = desk.get(null, "/openapi.json").json();
      assertThat(described.path("paths").has("/api/next")).isTrue();
      Reply nothing = desk.get(null, "/api/nothing");
      assertThat(nothing.status()).isEqualTo(404);
      assertThat(nothing.detail()).isEqualTo("There is nothing at /api/nothing.");
      desk.campaign.database.close();
      assertThat(desk.get(null, "/readyz").status()).isEqualTo(503);
    }
  }

  @Test
  void aTakenPortIsNamedWithWhatToDo() {
    try (TestDesk desk = desk(0)) {
      int port = desk.server.port();
      assertThatThrownBy(
              () ->
                  DeskServer.start(desk.campaign.database, desk.control, DeskServer.LOOPBACK, port))
          .isInstanceOf(CannotStart.class)
          .hasMessage(
              "Port %d on 127.0.0.1 is taken. Stop the program that listens there, or choose another port with --port."
                  .formatted(port));
    }
  }
}
