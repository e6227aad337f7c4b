package assay.workers.web;

import static org.assertj.core.api.Assertions.assertThat;

import assay.workers.oidc.TestProvider;
import assay.workers.web.Visitor.Step;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class OidcTest extends OidcCase {
  @Test
  void aPersonSignsInWorksAndSignsOut() {
    link();
    assertThat(desk.get(null, "/api/oidc").text()).isEqualTo("{\"provider\":\"Example\"}");
    Step begun = begin(visitor);
    assertThat(begun.status()).isEqualTo(302);
    assertThat(begun.location()).startsWith(provider.issuer() + "/authorize?");
    assertThat(begun.cookies().getFirst())
        .matches(
            "assay_sign_in=[\\w-]{43}; (?=.*Path=/)(?=.*HttpOnly)(?=.*SameSite=Lax)(?=.*Max-Age=600).*");
    Step done = visitor.get(visitor.get(begun.location()).location());
    assertThat(done.status()).isEqualTo(302);
    assertThat(done.location()).isEqualTo("/");
    assertThat(visitor.cookie(OidcRoutes.COOKIE)).as("it is over").isEmpty();
    assertThat(String.join("\n", done.cookies()))
        .containsPattern("assay_session=[\\w-]{43}; .*SameSite=Strict");

    JsonNode session = session();
    assertThat(session.path("name").asText()).isEqualTo("ann");
    String csrf = session.path("csrf").asText();
    String url = desk.server.url();
    assertThat(visitor.call("POST", url + "/api/next", "x").status()).isEqualTo(403);
    assertThat(json(visitor.call("POST", url + "/api/next", csrf)).path("prompt").asText())
        .isEqualTo("Question 0?");
    assertThat(visitor.call("DELETE", url + "/api/session", csrf).status()).isEqualTo(204);
    assertThat(desk.campaign.count("session")).isZero();
    assertThat(visitor.get(url + "/api/me").status()).isEqualTo(401);
  }

  @Test
  void managersComeBackToTheirPagesAndTokensWorkAsEver() {
    logins.link("MANAGER", "ana@example.org");
    Step begun = visitor.get(desk.server.url() + "/api/oidc/sign-in?to=/manage/");
    Step done = visitor.get(visitor.get(begun.location()).location());
    assertThat(done.location()).isEqualTo("/manage/");
    assertThat(session().path("role").asText()).isEqualTo("manager");
    assertThat(desk.get(manager, "/api/campaigns").status()).isEqualTo(200);
  }

  @Test
  void whatTheProviderGaveIsNeitherStoredNorLogged() {
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    Level before = root.getLevel();
    root.setLevel(Level.INFO); // a command line that ran in this JVM before has silenced it
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    root.addAppender(log);
    try {
      link();
      String back = wayBack();
      assertThat(visitor.get(back).location()).isEqualTo("/");
      provider.forge = token -> token.audience("else");
      assertThat(signIn().status()).isEqualTo(502);
      provider.fails = 500;
      assertThat(signIn().status()).isEqualTo(503);
    } finally {
      root.detachAppender(log);
      root.setLevel(before);
    }
    String kept = everything() + log.list;
    assertThat(log.list).as("what went wrong is logged").hasSizeGreaterThanOrEqualTo(2);
    assertThat(kept).contains("ana@example.org");
    assertThat(provider.secrets).hasSizeGreaterThan(5).noneMatch(kept::contains);
  }

  /** All rows of all tables. */
  private String everything() {
    return desk.campaign
        .jdbi()
        .withHandle(
            h -> {
              StringBuilder rows = new StringBuilder();
              for (String table :
                  h.createQuery(
                          "select table_name from information_schema.tables where table_schema ="
                              + " current_schema()")
                      .mapTo(String.class)
                      .list()) {
                h.createQuery("select t::text from \"" + table + "\" t")
                    .mapTo(String.class)
                    .forEach(row -> rows.append(row).append('\n'));
              }
              return rows.toString();
            });
  }

  @Test
  void aPublicClientHasPkceAlone() {
    link();
    try (TestProvider other = TestProvider.forPublicClient();
        DeskServer second = desk(provider(other.environment()))) {
      assertThat(signIn(second).location()).isEqualTo("/");
      assertThat(desk.campaign.count("session")).isEqualTo(1);
    }
  }

  @Test
  void anotherClaimMayNameAccounts() {
    Map<String, String> environment = provider.environment();
    environment.put("ASSAY_OIDC_CLAIM", "staff_number");
    logins.link("ann", "4711");
    try (DeskServer second = desk(provider(environment))) {
      assertThat(signIn(second).said())
          .isEqualTo(
              "Not allowed: %s did not say your staff_number, and accounts here are linked to it. Show this to whoever runs the desk."
                  .formatted(provider.issuer()));
      provider.claims.put("staff_number", "4711");
      assertThat(signIn(second).location()).isEqualTo("/");
    }
  }

  @Test
  void claimsMayComeFromUserInfoIfTheyAreAboutTheSamePerson() {
    link();
    provider.thin = true;
    provider.informs = "somebody";
    assertNotIn(signIn(), 502, untrusted("its user info is about somebody else"));
    provider.informs = null;
    assertThat(signIn().location()).isEqualTo("/");
  }

  @Test
  void aProviderThatIsDownAtTheStartIsToldOfAndComesBack() {
    TestProvider gone = TestProvider.start();
    Map<String, String> environment = gone.environment();
    int port = gone.port();
    String issuer = gone.issuer();
    gone.close();
    try (DeskServer second = desk(provider(environment))) {
      String why = "no OpenID configuration: Connection refused";
      assertThat(notices)
          .containsExactly(
              issuer
                  + " cannot sign anybody in now ("
                  + why
                  + "). Until it does, people sign in with their tokens; nothing else waits.");
      String begin = second.url() + "/api/oidc/sign-in?to=/";
      assertNotIn(visitor.get(begin), 503, away(issuer, why));
      try (TestProvider back = TestProvider.at(port)) {
        assertThat(visitor.get(begin).location()).startsWith(back.issuer() + "/authorize?");
      }
    }
  }

  @Test
  void aProviderWithoutEndpointsIsNoticedAtTheStart() {
    provider.leavesOut = Set.of("token_endpoint");
    assertThat(provider(provider.environment())).isPresent();
    assertThat(notices)
        .containsExactly(
            "%s cannot sign anybody in now (no OpenID configuration: it names no authorization_endpoint or no token_endpoint). Until it does, people sign in with their tokens; nothing else waits."
                .formatted(provider.issuer()));
  }

  @Test
  void anIssuerThatIsAnotherIsNoticedAtTheStart() {
    Map<String, String> environment = provider.environment();
    environment.put("ASSAY_OIDC_ISSUER", provider.issuer().replace("localhost", "127.0.0.1"));
    assertThat(provider(environment)).isPresent();
    assertThat(notices)
        .containsExactly(
            "%1$s cannot sign anybody in now (no OpenID configuration: The returned issuer doesn't match the expected: %2$s). Until it does, people sign in with their tokens; nothing else waits."
                .formatted(environment.get("ASSAY_OIDC_ISSUER"), provider.issuer()));
  }

  @Test
  void behindAProxyTheDeskHasAnotherAddress() {
    Map<String, String> environment = provider.environment();
    environment.put("ASSAY_OIDC_DESK_URL", "https://desk.example.org/");
    try (DeskServer second = desk(provider(environment))) {
      String sign = second.url() + "/api/oidc/sign-in?to=/";
      assertThat(visitor.get(sign).location())
          .contains("redirect_uri=https%3A%2F%2Fdesk.example.org%2Fapi%2Foidc%2Fcallback");
    }
  }

  @Test
  void withoutAProviderNothingChanges() {
    try (DeskServer plain = desk(Optional.empty())) {
      assertThat(visitor.get(plain.url() + "/api/oidc").text()).isEqualTo("{\"provider\":null}");
      for (String path : List.of("/api/oidc/sign-in?to=/", "/api/oidc/callback?code=a&state=b")) {
        Step step = visitor.get(plain.url() + path);
        assertThat(step.said())
            .isEqualTo(
                "Not found: No identity provider is set up at this desk. Sign in with the token you"
                    + " were given.");
        assertThat(step.status()).isEqualTo(404);
      }
    }
  }
}
