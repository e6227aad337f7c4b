package assay.workers.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.activities.desk.Logins;
import assay.activities.desk.TestCampaign;
import assay.activities.store.Json;
import assay.domain.Tier;
import assay.workers.DeskClient;
import assay.workers.oidc.OidcProvider;
import assay.workers.oidc.TestProvider;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenApiTest {
  @TempDir Path exports;

  @Test
  void theDocumentAndTheServerHaveTheSameRoutes() {
    try (TestDesk desk = new TestDesk(TestCampaign.of(0, 0, ""))) {
      assertThat(new TreeSet<>(desk.server.routes())).isEqualTo(new Described().operations());
    }
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    JsonNode document = new Described().document;
    for (JsonNode reference : document.findValues("$ref")) {
      assertThat(document.at(reference.asText().substring(1)).isMissingNode())
          .as(reference.asText())
          .isFalse();
    }
  }

  @Test
  void anAnswerThatIsNotDescribedIsNoticed() throws Exception {
    SchemaCheck check =
        new SchemaCheck(Json.MAPPER.readTree("{\"x\":{\"type\":[\"string\",\"null\"]}}"));
    JsonNode schema =
        Json.MAPPER.readTree(
            "{\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"#/x\"},\"b\":{\"type\":\"array\",\"items\":{\"enum\":[1]}}},"
                + "\"required\":[\"a\"],\"additionalProperties\":false}");
    assertThat(check.problems(schema, Json.MAPPER.readTree("{\"a\":null,\"b\":[1]}"), "v"))
        .isEmpty();
    assertThat(check.problems(schema, Json.MAPPER.readTree("{\"b\":[1,2],\"c\":0}"), "v"))
        .containsExactly("v: a is missing", "v.b[1]: is none of [1]: 2", "v.c: is not described");
    assertThatThrownBy(
            () -> check.problems(Json.MAPPER.readTree("{\"pattern\":\"x\"}"), schema, "v"))
        .hasMessage("v: keyword pattern is not checked here");
  }

  /** Every operation once with success; the client checks each answer against its description. */
  @Test
  void everyOperationAnswersAsItIsDescribed() {
    try (TestProvider provider = TestProvider.start();
        TestHouse house =
            new TestHouse(exports, OidcProvider.of(provider.environment(), notice -> {}))) {
      DeskClient client = house.client;
      String ann = house.annotator("ann", Tier.TRAINED);
      String rest = house.annotator("rest", Tier.TRAINED);
      String third = house.annotator("third", Tier.TRAINED);
      String body =
          TestHouse.body(
              "api",
              4,
              "review: {redundancy: 2, max_redundancy: 2, gold_fraction: 0, linger: 2s}\n"
                  + "escalation: {second_look: true}\n");
      String manager = house.manager;
      pool(house);
      client.post(manager, "/api/campaigns/estimate", body);
      client.post(manager, "/api/campaigns", body);
      client.post(manager, "/api/campaigns", body);
      client.post(manager, "/api/campaigns", "{\"spec\":{}}");
      house.await("work", () -> client.post(ann, "/api/next", "{}").status() == 200);
      JsonNode first = client.post(ann, "/api/next", "{}").json();
      long lease = first.path("lease").asLong();
      client.post(ann, "/api/leases/" + lease + "/renew", "{}");
      // The others will say otherwise, so that an expert decides.
      String foolish = TestHouse.wise(first).equals("A>") ? "B>" : "A>";
      client.post(
          ann,
          "/api/leases/" + lease + "/submit",
          "{\"label\":\"%s\",\"seconds\":1}".formatted(foolish));
      client.post(ann, "/api/leases/" + lease + "/submit", "{\"label\":\"=\"}");
      appeals(client, ann, manager, lease);
      client.post(ann, "/api/leases/" + lease + "/contest", "{\"reason\":\"odd\"}");
      lease = lease(client, ann);
      client.post(ann, "/api/leases/" + lease + "/submit", "{\"label\":\"A>\"}");
      client.post(ann, "/api/leases/" + lease + "/undo", "");
      client.post(ann, "/api/leases/" + lease(client, ann) + "/skip", "{\"reason\":\"\"}");
      client.get(ann, "/api/me");
      client.get(ann, "/api/me/examples?campaign=api");
      String bob = people(client, manager);
      client.get(null, "/api/me");
      client.get(manager, "/api/me");
      client.get(manager, "/api/campaigns");
      for (String more :
          new String[] {"", "/timeline", "/report", "/annotators", "/gold", "/items/p0"}) {
        client.get(manager, "/api/campaigns/api" + more);
        client.get(manager, "/api/campaigns/none" + more);
      }
      client.post(manager, "/api/campaigns/api/pause", "{}");
      client.post(manager, "/api/campaigns/api/resume", "{}");
      client.put(manager, "/api/campaigns/api/budget", "{\"budget_usd\":99}");
      client.put(manager, "/api/campaigns/api/budget", "{\"budget_usd\":-1}");
      gold(house);
      evidence(house);
      session(client, manager);
      elsewhere(house);
      streams(house);
      secondLook(house, List.of(ann, rest, third), bob);
      finished(house, List.of(ann, rest, third, bob));
      for (String path : new String[] {"/healthz", "/readyz", "/metrics", "/openapi.json"}) {
        client.get(null, path);
      }
      assertThat(house.described.called).isEqualTo(house.described.operations());
    }
  }

  private static long lease(DeskClient client, String token) {
    return client.post(token, "/api/next", "{}").json().path("lease").asLong();
  }

  /** Everything about somebody new, an expert; their last token. */
  private static String people(DeskClient client, String manager) {
    JsonNode added =
        client.post(manager, "/api/annotators", "{\"name\":\"bob\",\"tier\":\"expert\"}").json();
    String bob = "/api/annotators/" + added.path("id").asInt();
    client.post(manager, "/api/annotators", "{\"name\":\"bob\",\"tier\":\"expert\"}");
    client.post(manager, bob + "/suspend", "{\"reason\":\"too hasty\"}");
    client.post(manager, bob + "/reinstate", "{}");
    client.post(manager, "/api/annotators/99/rotate-token", "{}");
    client.get(manager, "/api/annotators");
    return client.post(manager, bob + "/rotate-token", "{}").json().path("token").asText();
  }

  /** The label was given too fast. */
  private static void appeals(DeskClient client, String ann, String manager, long lease) {
    String appeal =
        "{\"campaign\":\"api\",\"about\":\"flag\",\"lease\":%d,\"words\":\"I read it\"}"
            .formatted(lease);
    JsonNode filed = client.post(ann, "/api/appeals", appeal).json();
    client.post(ann, "/api/appeals", "{\"campaign\":\"api\",\"about\":\"taste\"}");
    client.get(ann, "/api/me/appeals");
    client.get(manager, "/api/appeals");
    String decision = "{\"decision\":\"upheld\",\"words\":\"So you did\"}";
    client.post(manager, "/api/appeals/" + filed.path("id").asLong(), decision);
    client.post(manager, "/api/appeals/99", decision);
  }

  /** A gold question for the campaign that is started later. */
  private static void pool(TestHouse house) {
    house
        .database
        .jdbi()
        .useHandle(
            h ->
                h.execute(
                    "insert into gold (id, prompt, response_a, response_b, label)"
                        + " values ('g', '\"Why?\"', 'a', 'b', '\"A>\"')"));
  }

  private static void gold(TestHouse house) {
    house.client.get(house.manager, "/api/gold");
    house.client.post(house.manager, "/api/gold/promote", "{\"campaign\":\"api\"}");
    house.client.post(house.manager, "/api/gold/promote", "{\"campaign\":\"none\"}");
    house.client.post(house.manager, "/api/gold/retire", "{\"id\":\"g\",\"reason\":\"wrong\"}");
    house.client.post(house.manager, "/api/gold/retire", "{\"id\":\"none\"}");
    String decision = "{\"id\":\"g\",\"decision\":\"kept\",\"words\":\"It is so\"}";
    house.client.post(house.manager, "/api/campaigns/api/gold", decision);
    house.client.post(house.manager, "/api/campaigns/api/gold", decision.replace("kept", "lost"));
    house.client.post(house.manager, "/api/campaigns/none/gold", decision);
    String ann = "/api/annotators/" + house.accounts.annotator("ann").id();
    String bonus = "{\"campaign\":\"api\",\"usd\":1,\"reason\":\"good comments\"}";
    house.client.post(house.manager, ann + "/bonus", bonus);
    house.client.post(
        house.manager, ann + "/bonus", "{\"campaign\":\"api\",\"usd\":-1,\"reason\":\"\"}");
  }

  private static void evidence(TestHouse house) {
    JsonNode place =
        house
            .client
            .get(house.manager, "/api/campaigns/api/items/p0")
            .json()
            .at("/lines/0/history");
    house.client.get(
        house.manager,
        "/api/campaigns/api/history?workflow=%s&run=%s&event=%s"
            .formatted(
                place.path("workflow").asText(),
                place.path("run").asText(),
                place.path("event").asText()));
    house.client.get(house.manager, "/api/campaigns/api/history");
  }

  private static void session(DeskClient client, String manager) {
    DeskClient.Reply signedIn =
        client.post(null, "/api/session", "{\"token\":\"%s\"}".formatted(manager));
    client.post(null, "/api/session", "{\"token\":\"nonsense\"}");
    client.get(manager, "/api/session");
    client.send(
        null,
        new Request.Builder()
            .delete(RequestBody.EMPTY)
            .header("Cookie", signedIn.cookies().getFirst().split(";", 2)[0])
            .header(Gate.CSRF_HEADER, signedIn.json().path("csrf").asText()),
        "/api/session");
  }

  /** At the identity provider: once as a stranger, once as the manager. */
  private static void elsewhere(TestHouse house) {
    house.client.get(null, "/api/oidc");
    house.client.get(null, "/api/oidc/sign-in?to=/manage/none");
    Logins logins = new Logins(house.database.jdbi());
    OkHttpClient browser = house.client.http.newBuilder().followRedirects(false).build();
    try (Visitor visitor = new Visitor()) {
      for (String expected : new String[] {"", "/manage/"}) {
        String begin = house.server.url() + "/api/oidc/sign-in?to=/manage/";
        try (Response begun = browser.newCall(new Request.Builder().url(begin).build()).execute();
            Response done =
                browser
                    .newCall(
                        new Request.Builder()
                            .url(visitor.get(begun.header("Location", "")).location())
                            .header("Cookie", begun.header("Set-Cookie", "").split(";", 2)[0])
                            .build())
                    .execute()) {
          assertThat(done.header("Location", "")).isEqualTo(expected);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        logins.link("Mia", "ana@example.org");
      }
    }
  }

  /** A stream of a whole list has no end, so only its beginning is read. */
  private static void streams(TestHouse house) {
    for (String path : new String[] {"/api/events", "/api/campaigns/api/events"}) {
      try (Response response =
          house
              .client
              .http
              .newCall(
                  new Request.Builder()
                      .url(house.server.url() + path)
                      .header("Authorization", "Bearer " + house.manager)
                      .build())
              .execute()) {
        assertThat(response.body().source().readUtf8LineStrict()).startsWith("data: ");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static void secondLook(TestHouse house, List<String> people, String expert) {
    house.await(
        "a pair for the expert",
        () -> {
          people.forEach(person -> house.label(person, TestHouse::wise));
          return house.client.post(expert, "/api/next", "{}").status() == 200;
        });
    String lease = "/api/leases/" + lease(house.client, expert);
    house.client.get(expert, lease + "/second_look");
    house.client.post(expert, lease + "/submit", "{\"label\":\"A>\"}");
    house.client.get(expert, lease + "/second_look");
    house.client.post(expert, lease + "/revise", "{\"label\":\"B>\"}");
  }

  private static void finished(TestHouse house, List<String> people) {
    house.await(
        "the end",
        () -> {
          people.forEach(person -> house.label(person, TestHouse::wise));
          return house.status("api").path("status").asText().equals("completed");
        });
    house.client.get(house.manager, "/api/campaigns/api/export/labels.jsonl");
    house.client.get(house.manager, "/api/campaigns/api/export/none");
    house.client.get(house.manager, "/api/campaigns/api/items/p0");
    house.client.get(house.manager, "/api/campaigns/api/timeline");
    house.client.post(house.manager, "/api/campaigns/api/pause", "{}");
    house.start("last", 1, "");
    house.client.post(house.manager, "/api/campaigns/last/cancel", "{}");
  }
}
