package assay.workers.web;

import static org.assertj.core.api.Assertions.assertThat;

import assay.activities.desk.Role;
import assay.activities.desk.TestCampaign;
import assay.workers.DeskClient;
import assay.workers.DeskClient.Reply;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.junit.jupiter.api.Test;

class SessionTest {

  private static TestDesk desk() {
    return new TestDesk(TestCampaign.of(0, 0, ""));
  }

  private static Reply signIn(TestDesk desk, String token) {
    return desk.post(null, "/api/session", "{\"token\":\"%s\"}".formatted(token));
  }

  private static String cookie(Reply signedIn) {
    return signedIn.cookies().getFirst().split(";", 2)[0];
  }

  private static Reply with(TestDesk desk, String cookie, Request.Builder request, String path) {
    return desk.client.send(null, request.header("Cookie", cookie), path);
  }

  private static Request.Builder post(String csrf) {
    return new Request.Builder()
        .post(RequestBody.create("{}", DeskClient.JSON))
        .header(Gate.CSRF_HEADER, csrf);
  }

  @Test
  void aPageSignsInReadsChangesAndSignsOut() {
    try (TestDesk desk = desk()) {
      String token = desk.user(Role.MANAGER);
      Reply signedIn = signIn(desk, token);
      assertThat(signedIn.status()).isEqualTo(201);
      assertThat(signedIn.cookies().getFirst())
          .matches(
              "assay_session=[\\w-]{43}; (?=.*Path=/)(?=.*HttpOnly)(?=.*SameSite=Strict)(?=.*Max-Age=43200).*")
          .doesNotContain("Secure");
      assertThat(signedIn.json().path("name").asText()).isEqualTo("MANAGER");
      assertThat(signedIn.json().path("role").asText()).isEqualTo("manager");
      assertThat(desk.campaign.count("session")).isEqualTo(1);
      String cookie = cookie(signedIn);
      assertThat(desk.campaign.count("session where hash = '" + cookie.split("=", 2)[1] + "'"))
          .as("only its hash is stored")
          .isZero();

      Reply who = with(desk, cookie, new Request.Builder(), "/api/session");
      String csrf = signedIn.json().path("csrf").asText();
      assertThat(who.text())
          .isEqualTo("{\"name\":\"MANAGER\",\"role\":\"manager\",\"csrf\":\"%s\"}".formatted(csrf));
      assertThat(with(desk, cookie, new Request.Builder(), "/api/campaigns").status())
          .isEqualTo(200);

      Reply forged = with(desk, cookie, post("0".repeat(64)), "/api/campaigns/test/pause");
      assertThat(forged.status()).isEqualTo(403);
      assertThat(forged.detail())
          .isEqualTo(
              "A page's session needs the header X-CSRF-Token, with the csrf of /api/session.");
      assertThat(desk.control.commands).isEmpty();
      assertThat(with(desk, cookie, post(csrf), "/api/campaigns/test/pause").status())
          .isEqualTo(200);
      assertThat(desk.control.commands).containsExactly("PAUSE test");

      Reply out =
          with(
              desk,
              cookie,
              new Request.Builder().delete().header(Gate.CSRF_HEADER, csrf),
              "/api/session");
      assertThat(out.status()).isEqualTo(204);
      assertThat(out.cookies().getFirst()).startsWith("assay_session=;").contains("1970");
      Reply gone = with(desk, cookie, new Request.Builder(), "/api/session");
      assertThat(gone.status()).isEqualTo(401);
      assertThat(gone.detail()).isEqualTo("This session is over. Sign in again.");
    }
  }

  @Test
  void whoMayNotSignInIsToldWhy() {
    try (TestDesk desk = desk()) {
      Reply unknown = signIn(desk, "nonsense");
      assertThat(unknown.status()).isEqualTo(401);
      assertThat(unknown.cookies()).isEmpty();
      assertThat(unknown.detail())
          .isEqualTo(
              "This token is not known here. Use the one you were given, whole; a lost one is"
                  + " replaced by your manager.");
      Reply form =
          desk.client.send(
              null,
              new Request.Builder().post(RequestBody.create("{}", MediaType.get("text/plain"))),
              "/api/session");
      assertThat(form.status()).isEqualTo(400);
      assertThat(form.detail()).isEqualTo("Sign in with Content-Type: application/json.");
    }
  }

  @Test
  void behindHttpsTheCookieIsSecure() {
    try (TestDesk desk = desk()) {
      Reply signedIn =
          desk.client.send(
              null,
              new Request.Builder()
                  .post(
                      RequestBody.create(
                          "{\"token\":\"%s\"}".formatted(desk.user(Role.AUDITOR)), DeskClient.JSON))
                  .header("X-Forwarded-Proto", "https"),
              "/api/session");
      assertThat(signedIn.cookies().getFirst()).contains("Secure");
    }
  }
}
