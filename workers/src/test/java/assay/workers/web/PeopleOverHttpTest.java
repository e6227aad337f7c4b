package assay.workers.web;

import static org.assertj.core.api.Assertions.assertThat;

import assay.activities.desk.Role;
import assay.activities.desk.TestCampaign;
import assay.domain.Tier;
import assay.workers.DeskClient.Reply;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Practice, second looks, appeals and gold as programs meet them. */
class PeopleOverHttpTest {

  @Test
  void practiceIsServedAndExplainedInTheFormOfATask() {
    String yaml = "review: {gold_fraction: 0, qualification: {file: q.jsonl, tries: 1}}";
    try (TestDesk desk = new TestDesk(TestCampaign.of(2, 0, yaml).questions(1, 1).open())) {
      String ann = desk.annotator("ann");
      JsonNode task = desk.post(ann, "/api/next", "{}").json();
      assertThat(task.path("practice").asBoolean()).isTrue();
      assertThat(task.path("progress").toString())
          .isEqualTo("{\"question\":1,\"of\":1,\"try\":1,\"tries\":1,\"pass\":0.8}");
      assertThat(task.path("pay_usd").toString()).isEqualTo("0");
      boolean straight = task.path("responses").path(0).path("text").asText().startsWith("a-");
      String lease = "/api/leases/" + task.path("lease").asText();
      assertThat(desk.post(ann, lease + "/renew", "").status()).isEqualTo(200);
      assertThat(desk.post(ann, lease + "/skip", "").status()).isEqualTo(409);
      Reply reply = desk.post(ann, lease + "/submit", "{\"label\":\"=\"}");
      assertThat(reply.text())
          .isEqualTo(
              "{\"status\":\"accepted\",\"flags\":[],\"practice\":{\"right\":false,\"label\":\"%s\",\"explanation\":\"A is right in 0.\",\"question\":1,\"of\":1,\"right_so_far\":0,\"outcome\":\"failed\"}}"
                  .formatted(straight ? "A>" : "B>"));
      assertThat(desk.post(ann, "/api/next", "{}").status()).isEqualTo(204);
      assertThat(desk.get(ann, "/api/me").json().path("not_admitted").toString())
          .isEqualTo("[\"test\"]");
      assertThat(desk.get(ann, "/api/me/examples?campaign=test").json().path("examples"))
          .hasSize(2);
      assertThat(desk.get(ann, "/api/me/examples").detail())
          .isEqualTo("campaign: is required, as in /api/me/examples?campaign=NAME.");
    }
  }

  @Test
  void anExpertLooksAgainAndRevises() {
    String yaml = "review: {gold_fraction: 0}\nescalation: {second_look: true}";
    try (TestDesk desk = new TestDesk(TestCampaign.of(1, 0, yaml).bystanders().open())) {
      desk.campaign.label(desk.campaign.person("bob"), 'A');
      desk.campaign.opening.escalate("test", 1, new int[] {0});
      String eve =
          desk.campaign.accounts.addAnnotator("eve", Tier.EXPERT, List.of(), List.of()).token();
      JsonNode task = desk.post(eve, "/api/next", "{}").json();
      boolean straight = task.path("responses").path(0).path("text").asText().startsWith("a-");
      String lease = "/api/leases/" + task.path("lease").asText();
      assertThat(desk.get(eve, lease + "/second_look").status()).isEqualTo(409);
      assertThat(
              desk.post(eve, lease + "/submit", "{\"label\":\"=\"}")
                  .json()
                  .path("second_look")
                  .asBoolean())
          .isTrue();
      assertThat(desk.get(eve, lease + "/second_look").json().path("labels").toString())
          .isEqualTo("[{\"label\":\"%s\",\"comment\":\"\"}]".formatted(straight ? "A>" : "B>"));
      Reply revised = desk.post(eve, lease + "/revise", "{\"label\":\"A>\"}");
      assertThat(revised.status()).isEqualTo(200);
      assertThat(desk.post(eve, lease + "/revise", "{\"label\":\"A>\"}")).isEqualTo(revised);
      assertThat(desk.campaign.count("lease where why in ('revised', 'superseded')")).isEqualTo(2);
    }
  }

  @Test
  void aPersonAppealsAlsoWhileSuspendedAndAManagerDecides() {
    try (TestDesk desk = new TestDesk(TestCampaign.of(2, 0, "").bystanders().open())) {
      String ann = desk.annotator("ann");
      String manager = desk.user(Role.MANAGER);
      desk.post(ann, "/api/next", "{}");
      desk.post(ann, "/api/leases/1/submit", "{\"label\":\"=\"}");
      String id = String.valueOf(desk.campaign.text("id from account where name = 'ann'"));
      desk.post(manager, "/api/annotators/" + id + "/suspend", "");
      assertThat(desk.post(ann, "/api/next", "{}").status()).isEqualTo(403);

      String appeal = "{\"campaign\":\"test\",\"about\":\"suspension\",\"words\":\"Why?\"}";
      Reply filed = desk.post(ann, "/api/appeals", appeal);
      assertThat(filed.status()).isEqualTo(201);
      assertThat(filed.json().path("decision").isNull()).isTrue();
      assertThat(desk.get(ann, "/api/me/appeals").json()).hasSize(1);
      assertThat(desk.get(manager, "/api/appeals?open=true").json().path(0).path("name").asText())
          .isEqualTo("ann");
      assertThat(desk.get(ann, "/api/appeals").status()).isEqualTo(403);
      assertThat(desk.post(ann, "/api/appeals", appeal.replace("suspension", "pay")).detail())
          .isEqualTo("about: \"pay\" is not one of pause, suspension, flag, void.");
      String path = "/api/appeals/" + filed.json().path("id").asText();
      assertThat(desk.post(manager, path, "{\"decision\":\"yes\",\"words\":\"x\"}").detail())
          .isEqualTo("decision: \"yes\" is not one of upheld, rejected.");
      Reply decided =
          desk.post(manager, path, "{\"decision\":\"upheld\",\"words\":\"A mistake.\"}");
      assertThat(decided.json().path("answer").asText()).isEqualTo("A mistake.");
      assertThat(desk.get(manager, "/api/appeals?open=true").text()).isEqualTo("[]");
      assertThat(desk.campaign.count("account where name = 'ann' and active")).isEqualTo(1);
      assertThat(desk.post(manager, "/api/appeals/x", "{}").status()).isEqualTo(400);
    }
  }

  @Test
  void managersSeePromoteAndRetireGold() {
    try (TestDesk desk = new TestDesk(TestCampaign.of(1, 0, "").open())) {
      String manager = desk.user(Role.MANAGER);
      assertThat(desk.get(manager, "/api/gold").text()).isEqualTo("[]");
      assertThat(desk.post(manager, "/api/gold/promote", "{\"campaign\":\"test\"}").text())
          .isEqualTo("{\"promoted\":0}");
      assertThat(desk.post(manager, "/api/gold/promote", "{\"campaign\":\"none\"}").detail())
          .isEqualTo("There is no campaign named none.");
      assertThat(desk.post(manager, "/api/gold/retire", "{\"id\":\"g\"}").detail())
          .isEqualTo("No gold question is named g.");
      desk.campaign.sql(
          "insert into gold (id, prompt, response_a, response_b, label)"
              + " values ('g', '\"p\"', 'a', 'b', '\"A>\"')");
      assertThat(desk.post(manager, "/api/gold/retire", "{\"id\":\"g\",\"reason\":\"odd\"}").text())
          .isEqualTo("{\"status\":\"retired\"}");
      JsonNode question = desk.get(manager, "/api/gold").json().path(0);
      assertThat(question.path("retired_why").asText()).isEqualTo("odd");
      assertThat(question.path("answered").asInt()).isZero();
      assertThat(desk.get(desk.annotator("ann"), "/api/gold").status()).isEqualTo(403);
    }
  }
}
