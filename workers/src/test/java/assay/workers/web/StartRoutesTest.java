package assay.workers.web;

import static org.assertj.core.api.Assertions.assertThat;

import assay.activities.desk.Role;
import assay.domain.Tier;
import assay.workers.DeskClient.Reply;
import java.nio.file.Files;
import java.nio.file.Path;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartRoutesTest {
  @TempDir Path exports;

  private static RequestBody file(String text) {
    return RequestBody.create(text, MediaType.get("application/octet-stream"));
  }

  private static Reply form(TestHouse house, String path, MultipartBody.Builder parts) {
    return house.client.send(
        house.manager, new Request.Builder().post(parts.setType(MultipartBody.FORM).build()), path);
  }

  @Test
  void anUploadIsPricedThenStartedThenLabelledToItsEnd() {
    try (TestHouse house = new TestHouse(exports)) {
      String ann = house.annotator("ann", Tier.TRAINED);
      MultipartBody.Builder parts =
          new MultipartBody.Builder()
              .addFormDataPart(
                  "spec",
                  "spec.yaml",
                  file(
                      "campaign: form\ninput: {pairs: data/pairs.jsonl}\nreview: {redundancy: 1,"
                          + " max_redundancy: 1, gold_fraction: 0, min_seconds: 0, linger: 1s}\n"))
              .addFormDataPart("pairs", "data/pairs.jsonl", file(TestHouse.pairs(4)));

      Reply estimate = form(house, "/api/campaigns/estimate", parts);
      assertThat(estimate.status()).isEqualTo(200);
      assertThat(estimate.json().at("/estimate/people_usd/expected").decimalValue())
          .isEqualByComparingTo("1.25");
      assertThat(estimate.json().path("outcome").asText()).isEqualTo("priced");
      assertThat(estimate.json().path("warnings").toString())
          .contains("nobody of tier expert is active");
      assertThat(house.client.get(house.manager, "/api/campaigns").text()).isEqualTo("[]");

      Reply started = form(house, "/api/campaigns", parts);
      assertThat(started.status()).isEqualTo(201);
      assertThat(started.json().path("outcome").asText()).isEqualTo("started");
      assertThat(started.json().at("/status/pairs/total").asInt()).isEqualTo(4);
      Reply again = form(house, "/api/campaigns", parts);
      assertThat(again.status()).isEqualTo(200);
      assertThat(again.json().path("outcome").asText()).isEqualTo("resumed");

      house.await("labels", () -> house.label(ann, TestHouse::wise) > 0);
      house.await(
          "the end",
          () -> {
            house.label(ann, TestHouse::wise);
            return house.status("form").path("status").asText().equals("completed");
          });
      assertThat(house.client.get(house.manager, "/api/campaigns/form/export/labels.jsonl").text())
          .hasLineCount(4);
    }
  }

  @Test
  void everyProblemIsNamedAsOnTheCommandLine() {
    try (TestHouse house = new TestHouse(exports)) {
      Reply bad =
          house.client.post(
              house.manager,
              "/api/campaigns",
              """
              {"spec": {"campaign": "bad", "input": {"pairs": "pairs.jsonl", "gold": "none.jsonl"}},
               "files": {"pairs.jsonl": "{\\"prompt\\": 1}\\nnot json\\n"}}
              """);
      assertThat(bad.status()).isEqualTo(400);
      assertThat(bad.type()).isEqualTo("application/problem+json");
      assertThat(bad.json().path("title").asText()).isEqualTo("The campaign cannot start");
      assertThat(bad.detail()).isEqualTo("5 problems; nothing was started.");
      assertThat(bad.json().path("problems").findValuesAsText("text"))
          .containsExactly(
              "pairs.jsonl:1: prompt: must be a text or a list of {\"role\": text, \"content\":"
                  + " text}",
              "pairs.jsonl:1: response_a: is required: a text (it may be empty)",
              "pairs.jsonl:1: response_b: is required: a text (it may be empty)",
              "pairs.jsonl:2: is not valid JSON: Unrecognized token 'not': was expecting (JSON"
                  + " String, Number, Array, Object or token 'null', 'true' or 'false')",
              "spec:5: input.gold: there is no file none.jsonl");
      assertThat(bad.json().at("/problems/0").toString())
          .startsWith(
              "{\"file\":\"pairs.jsonl\",\"line\":1,\"field\":\"prompt\",\"message\":\"must");
      Reply misspelt =
          house.client.post(
              house.manager,
              "/api/campaigns/estimate",
              "{\"spec\": \"campaign: bad\\ninputs: {pairs: p.jsonl}\\n\"}");
      assertThat(misspelt.json().path("problems").findValuesAsText("text"))
          .anySatisfy(text -> assertThat(text).startsWith("spec:2: inputs:"));
      assertThat(house.client.get(house.manager, "/api/campaigns").text()).isEqualTo("[]");
    }
  }

  @Test
  void otherFilesOfTheMachineStayUnread() throws Exception {
    try (TestHouse house = new TestHouse(exports)) {
      Path secret = Files.writeString(exports.resolve("secret"), "hidden");
      for (String field : new String[] {"pairs", "gold"}) {
        Reply refused =
            house.client.post(
                house.manager,
                "/api/campaigns",
                "{\"spec\": \"campaign: peek\\ninput: {%s: %s}\\n\"}".formatted(field, secret));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.detail())
            .isEqualTo(
                "line 2: %s is not one of the files that were sent; send it too, and name it as it was sent."
                    .formatted(secret));
      }
      for (String name : new String[] {"../out", "/tmp/out", "", "."}) {
        Reply refused =
            house.client.post(
                house.manager,
                "/api/campaigns",
                "{\"spec\": \"campaign: peek\\n\", \"files\": {\"%s\": \"\"}}".formatted(name));
        assertThat(refused.detail())
            .isEqualTo(
                "\"%s\" is no name for a file; name it as the spec does, without .. or a leading slash."
                    .formatted(name));
      }
    }
  }

  @Test
  void whatCannotBeReadIsNamed() {
    try (TestHouse house = new TestHouse(exports)) {
      assertThat(house.client.post(house.manager, "/api/campaigns", "{}").detail())
          .isEqualTo("spec: is required.");
      assertThat(
              house
                  .client
                  .post(house.manager, "/api/campaigns", "{\"spec\": \"\", \"files\": {\"a\": 1}}")
                  .detail())
          .isEqualTo("files.a: must be a text, not a number.");
      Reply none =
          form(
              house,
              "/api/campaigns",
              new MultipartBody.Builder().addFormDataPart("pairs", "pairs.jsonl", file("")));
      assertThat(none.detail())
          .isEqualTo("spec: a part with the campaign's spec, YAML or JSON, is required.");
      house.start("taken", 1, "");
      assertThat(
              house
                  .client
                  .post(house.manager, "/api/campaigns", TestHouse.body("taken", 2, ""))
                  .status())
          .isEqualTo(409);
      String auditor = house.user("Ada", Role.AUDITOR);
      assertThat(
              house.client.post(auditor, "/api/campaigns", TestHouse.body("other", 2, "")).status())
          .isEqualTo(403);
    }
  }
}
