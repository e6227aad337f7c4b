package assay.workers.web;

import static org.assertj.core.api.Assertions.assertThat;

import assay.activities.desk.Suspending;
import assay.workers.oidc.TestProvider;
import assay.workers.oidc.TestProvider.Signing;
import assay.workers.web.Visitor.Step;
import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Who does not get in, and what they are told. */
class OidcRefusalsTest extends OidcCase {
  @Test
  void theWayBackMustEndWhereItBegan() {
    link();
    String url = desk.server.url();
    String back = wayBack();
    try (Visitor other = new Visitor()) {
      Step without = other.get(back);
      assertThat(without.said()).as("no cookie").isEqualTo(NOT_BEGUN.formatted(url));
      begin(other);
      Step mixed = other.get(back);
      assertThat(mixed.said()).as("another's state").isEqualTo(NOT_BEGUN.formatted(url));
      assertThat(mixed.status()).isEqualTo(400);
    }
    assertNotIn(
        visitor.get(back.replaceFirst("state=.*", "state=" + "0".repeat(64))),
        400,
        NOT_BEGUN.formatted(url));
    assertNotIn(visitor.get(back), 400, NOT_BEGUN.formatted(url));
  }

  @Test
  void aCodeThatWasGivenToAnotherBrowserIsWorthNothing() {
    link();
    String stolen = wayBack().replaceAll(".*code=|&.*", "");
    try (Visitor thief = new Visitor()) {
      String own = wayBack(thief);
      assertThat(thief.get(own.replaceFirst("code=[^&]*", "code=" + stolen)).said())
          .as("its verifier is another")
          .isEqualTo(refused("invalid_grant"));
    }
    assertThat(desk.campaign.count("session")).isZero();
  }

  @Test
  void nothingWorksTwice() {
    link();
    String back = wayBack();
    String secret = visitor.cookie(OidcRoutes.COOKIE).orElseThrow();
    assertThat(visitor.get(back).location()).isEqualTo("/");
    assertThat(visitor.get(back).said()).isEqualTo(NOT_BEGUN.formatted(desk.server.url()));
    visitor.keep(desk.server.url(), OidcRoutes.COOKIE, secret);
    assertThat(visitor.get(back).said()).isEqualTo(refused("invalid_grant"));
    assertThat(desk.campaign.count("session")).isEqualTo(1);
  }

  @Test
  void tokensThatMustNotBeBelievedAreNot() {
    link();
    Date hourAgo = Date.from(Instant.now().minusSeconds(3600));
    Map<String, UnaryOperator<JWTClaimsSet.Builder>> lies =
        Map.of(
            "Unexpected JWT nonce (nonce) claim: other", token -> token.claim("nonce", "other"),
            "Missing JWT nonce (nonce) claim", token -> token.claim("nonce", null),
            "Expired JWT", token -> token.expirationTime(hourAgo),
            "Unexpected JWT audience: [else]", token -> token.audience("else"),
            "Unexpected JWT issuer: https://else", token -> token.issuer("https://else"),
            "Missing JWT subject (sub) claim", token -> token.subject(null));
    lies.forEach(
        (why, lie) -> {
          provider.forge = lie;
          assertNotIn(signIn(), 502, untrusted(why));
        });
    provider.forge = token -> token;
    Map<Signing, String> signings =
        Map.of(
            Signing.OTHER_KEY, "Signed JWT rejected: Invalid signature",
            Signing.SHARED_SECRET,
                "Signed JWT rejected: Another algorithm expected, or no matching key(s) found",
            Signing.NONE, "Signed ID token expected");
    signings.forEach(
        (signing, why) -> {
          provider.signing = signing;
          assertNotIn(signIn(), 502, untrusted(why));
        });
    provider.leavesOut = Set.of("id_token");
    assertNotIn(signIn(), 502, untrusted("it gave no ID token"));
    provider.leavesOut = Set.of("access_token");
    assertNotIn(signIn(), 502, untrusted("its tokens cannot be read"));
    provider.leavesOut = Set.of();
    provider.signing = Signing.RIGHT;
    assertThat(signIn().location()).isEqualTo("/");
  }

  @Test
  void strangersAreToldWhatToDo() {
    assertNotIn(
        signIn(),
        403,
        "Not allowed: No account here is linked to Ana@Example.org. Ask whoever runs the desk to"
            + " link yours: ./assay user link NAME Ana@Example.org");
    link();
    provider.claims.put("email_verified", false);
    assertNotIn(
        signIn(),
        403,
        "Not allowed: %s did not say an e-mail address of yours that it has verified, and accounts here are linked to one. Verify it there, then begin again."
            .formatted(provider.issuer()));
    provider.claims.put("email_verified", true);
    provider.claims.put("email", "<b>@example.org");
    assertThat(signIn().text()).contains("&lt;b&gt;@example.org").doesNotContain("<b>");
    provider.claims.put("email", "ana@example.org");
    assertThat(signIn().location()).isEqualTo("/");
    desk.campaign.sql("delete from session");
    visitor.keep(desk.server.url(), Gate.COOKIE, "");
    provider.subject = "u-2";
    assertThat(signIn().said())
        .isEqualTo(
            "Not allowed: The account that is linked to ana@example.org belongs to somebody else who"
                + " had that name before. If it is yours, ask whoever runs the desk to link it again:"
                + " ./assay user link NAME ana@example.org");
    assertThat(desk.campaign.count("session")).isZero();
  }

  @Test
  void whoIsSuspendedSignsInOnlyToSpeakForThemselves() {
    link();
    Suspending suspending = new Suspending(desk.campaign.jdbi());
    suspending.suspend(ann);
    assertThat(signIn().location()).isEqualTo("/");
    assertThat(visitor.get(desk.server.url() + "/api/session").status()).isEqualTo(200);
    assertThat(visitor.get(desk.server.url() + "/api/me").status()).isEqualTo(200);
    assertThat(visitor.get(desk.server.url() + "/api/me/appeals").status()).isEqualTo(200);
    Step refused = visitor.get(desk.server.url() + "/api/me/examples?campaign=test");
    assertThat(refused.status()).isEqualTo(403);
    suspending.reinstate(ann);
  }

  @Test
  void theProviderMaySayNo() {
    link();
    provider.denies = "access_denied";
    assertNotIn(signIn(), 403, refused("access_denied"));
    provider.denies = null;
    provider.fails = 404;
    assertNotIn(signIn(), 403, refused("no reason"));
    provider.fails = 0;
    provider.denies = "%3Cscript%3E";
    assertNotIn(signIn(), 403, refused("no reason"));
  }

  @Test
  void nobodyIsSentAnywhereElse() {
    for (String to :
        List.of("https://evil.example", "//evil.example", "/%5Cevil.example", "/manage", "")) {
      Step step = visitor.get(desk.server.url() + "/api/oidc/sign-in?to=" + to);
      assertNotIn(
          step, 400, "Bad request: to: must be a page that people sign in on, / or /manage/.");
      assertThat(step.location()).isEmpty();
    }
    link();
    assertThat(visitor.get(wayBack() + "&to=https://evil.example").location()).isEqualTo("/");
  }

  @Test
  void aProviderThatBreaksDownIsToldOf() {
    link();
    provider.fails = 500;
    assertNotIn(signIn(), 503, away(provider.issuer(), "HTTP 500"));
    TestProvider other = TestProvider.start();
    try (DeskServer second = desk(provider(other.environment()))) {
      String way = visitor.get(second.url() + "/api/oidc/sign-in?to=/").location();
      String back = visitor.get(way).location();
      String issuer = other.issuer();
      other.close();
      assertNotIn(visitor.get(back), 503, away(issuer, "no answer: Connection refused"));
    }
  }
}
