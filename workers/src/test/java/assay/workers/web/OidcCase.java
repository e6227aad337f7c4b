package assay.workers.web;

import static org.assertj.core.api.Assertions.assertThat;

import assay.activities.desk.Logins;
import assay.activities.desk.Role;
import assay.activities.desk.TestCampaign;
import assay.activities.store.Json;
import assay.domain.Tier;
import assay.workers.oidc.OidcProvider;
import assay.workers.oidc.TestProvider;
import assay.workers.web.Visitor.Step;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** A desk whose people sign in at a provider of their own, and one of them with a browser. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OidcCase {
  static final String NOT_BEGUN =
      "Bad request: This sign-in was not begun in this browser, or it is over, or it took longer"
          + " than 10 minutes. Begin again at %s.";

  final List<String> notices = new CopyOnWriteArrayList<>();
  final TestProvider provider = TestProvider.start();
  final TestDesk desk =
      new TestDesk(
          TestCampaign.of(1, 0, "review: {gold_fraction: 0}").bystanders().open(),
          provider(provider.environment()));
  final String manager = desk.user(Role.MANAGER);
  final int ann =
      desk.campaign.accounts.addAnnotator("ann", Tier.TRAINED, List.of(), List.of()).account().id();
  final Logins logins = new Logins(desk.campaign.jdbi());
  Visitor visitor = new Visitor();

  Optional<OidcProvider> provider(Map<String, String> environment) {
    return OidcProvider.of(environment, notices::add);
  }

  /** Another desk of the house. */
  DeskServer desk(Optional<OidcProvider> provider) {
    return DeskServer.start(
        desk.campaign.database, desk.control, DeskServer.LOOPBACK, 0, 0, provider);
  }

  @BeforeEach
  void anew() {
    visitor = new Visitor();
    provider.honest();
    desk.campaign.sql("delete from session");
    desk.campaign.sql("delete from login");
    notices.clear();
  }

  @AfterEach
  void leave() {
    visitor.close();
  }

  @AfterAll
  void stop() {
    desk.close();
    provider.close();
  }

  Step begin(Visitor visitor) {
    return visitor.get(desk.server.url() + "/api/oidc/sign-in?to=/");
  }

  /** Where the provider sends the browser. */
  String wayBack(Visitor visitor) {
    return visitor.get(begin(visitor).location()).location();
  }

  String wayBack() {
    return wayBack(visitor);
  }

  /** The whole way at another desk. */
  Step signIn(DeskServer other) {
    String way = visitor.get(other.url() + "/api/oidc/sign-in?to=/").location();
    return visitor.get(visitor.get(way).location());
  }

  Step signIn() {
    return visitor.get(wayBack());
  }

  void link() {
    logins.link("ann", "ana@example.org");
  }

  JsonNode session() {
    return json(visitor.get(desk.server.url() + "/api/session"));
  }

  static JsonNode json(Step step) {
    try {
      return Json.MAPPER.readTree(step.text());
    } catch (JsonProcessingException e) {
      throw new AssertionError(step.text(), e);
    }
  }

  String untrusted(String why) {
    return "Not signed in: What %s says about you cannot be trusted (%s). Begin again; if it stays so, show this to whoever runs the desk."
        .formatted(provider.issuer(), why);
  }

  String refused(String why) {
    return "Not allowed: %s did not sign you in (%s). Begin again; if it stays so, show this to whoever runs the desk."
        .formatted(provider.issuer(), why);
  }

  static String away(String issuer, String why) {
    return "Try again: %s cannot sign anybody in now (%s). Try again soon, or sign in with the token you were given."
        .formatted(issuer, why);
  }

  void assertNotIn(Step step, int status, String said) {
    assertThat(step.said()).isEqualTo(said);
    assertThat(step.status()).isEqualTo(status);
    assertThat(visitor.cookie(Gate.COOKIE)).isEmpty();
    assertThat(desk.campaign.count("session")).isZero();
  }
}
