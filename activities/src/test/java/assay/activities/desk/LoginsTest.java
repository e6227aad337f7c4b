package assay.activities.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.activities.desk.Logins.Identity;
import assay.domain.Tier;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoginsTest {
  private static final String ISSUER = "https://id.example.org";

  private final TestCampaign campaign = TestCampaign.of(0, 0, "");
  private final Logins logins = new Logins(campaign.jdbi());
  private final Accounts.Added ann = added("ann");
  private final Account bob = added("bob").account();

  private Accounts.Added added(String name) {
    return campaign.accounts.addAnnotator(name, Tier.TRAINED, List.of(), List.of());
  }

  private static Identity person(String subject, @Nullable String name) {
    return new Identity(ISSUER, subject, name);
  }

  @AfterEach
  void stop() {
    campaign.close();
  }

  @Test
  void theFirstSignInFixesAnAccountToAPerson() {
    assertThat(logins.find(person("1", "ann@example.org"))).as("not linked yet").isEmpty();
    assertThat(logins.link("ann", "Ann@Example.org")).isEqualTo(ann.account());
    assertThat(logins.find(person("1", null))).isEmpty();
    assertThat(logins.find(person("1", " ANN@example.org"))).contains(ann.account());
    assertThat(logins.find(person("1", "married@example.org")))
        .as("whatever they are called later")
        .contains(ann.account());
    assertThat(logins.find(person("1", null))).contains(ann.account());
    assertThat(logins.find(person("2", "ann@example.org")))
        .as("somebody who got the address after them")
        .isEmpty();
    assertThat(logins.linked("ann@example.org")).isTrue();
    assertThat(logins.find(new Identity("https://other", "1", "ann@example.org"))).isEmpty();
  }

  @Test
  void namesThatAreNoAddressesHaveTheirCase() {
    logins.link("ann", "Ann");
    assertThat(logins.find(person("1", "ann"))).isEmpty();
    assertThat(logins.find(person("1", "Ann"))).contains(ann.account());
  }

  @Test
  void aPersonKeepsTheirAccountWhenTheirNewNameIsAnothers() {
    logins.link("ann", "a@example.org");
    logins.link("bob", "b@example.org");
    logins.find(person("1", "a@example.org"));
    assertThat(logins.find(person("1", "b@example.org"))).contains(ann.account());
    assertThat(logins.find(person("2", "b@example.org"))).contains(bob);
  }

  @Test
  void linkingAgainBeginsAnewAndEndsSessions() {
    logins.link("ann", "a@example.org");
    Account known = logins.find(person("1", "a@example.org")).orElseThrow();
    Sessions sessions = new Sessions(campaign.jdbi());
    Sessions.Opened opened = sessions.open(known);
    assertThat(sessions.find(opened.secret())).contains(known);
    logins.link("ann", "a@example.org");
    assertThat(sessions.find(opened.secret())).isEmpty();
    assertThat(logins.find(person("2", "a@example.org"))).contains(ann.account());
    assertThat(logins.find(person("1", "a@example.org"))).isEmpty();

    Sessions.Opened another = sessions.open(known);
    assertThat(logins.unlink("ann")).isEqualTo(ann.account());
    assertThat(sessions.find(another.secret())).isEmpty();
    assertThat(logins.find(person("2", "a@example.org"))).isEmpty();
    assertThat(sessions.open(ann.token())).as("the token stays").isPresent();
  }

  @Test
  void oneNameIsForOneAccount() {
    logins.link("ann", "a@example.org");
    assertThatThrownBy(() -> logins.link("bob", "A@example.org"))
        .isInstanceOf(DeskRefusal.class)
        .hasMessage(
            "A@example.org is linked to the account ann; take it away there first: ./assay user"
                + " unlink ann");
    assertThatThrownBy(() -> logins.link("eve", "e@example.org"))
        .hasMessage("Nobody is named eve.");
    assertThatThrownBy(() -> logins.unlink("eve")).hasMessage("Nobody is named eve.");
    assertThatThrownBy(() -> logins.link("bob", " "))
        .hasMessage("The name at the identity provider must not be empty.");
  }

  @Test
  void ofTwoWhoComeAtOnceOneGetsIn() {
    logins.link("ann", "a@example.org");
    long in =
        IntStream.range(0, 16)
            .parallel()
            .filter(i -> logins.find(person("u" + i % 8, "a@example.org")).isPresent())
            .count();
    assertThat(in).as("both tries of one person").isEqualTo(2);
    assertThat(campaign.count("login where subject is not null")).isEqualTo(1);
  }
}
