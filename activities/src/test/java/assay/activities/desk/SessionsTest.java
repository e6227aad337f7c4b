package assay.activities.desk;

import static org.assertj.core.api.Assertions.assertThat;

import assay.domain.Tier;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SessionsTest {
  private final TestCampaign campaign = TestCampaign.of(0, 0, "");
  private final Sessions sessions = new Sessions(campaign.jdbi());
  private final Accounts.Added ann =
      campaign.accounts.addAnnotator("ann", Tier.TRAINED, List.of(), List.of());

  @AfterEach
  void stop() {
    campaign.close();
  }

  private Sessions.Opened opened() {
    return sessions.open(ann.token()).orElseThrow();
  }

  @Test
  void isTheAccountsUntilItIsClosed() {
    Sessions.Opened first = opened();
    Sessions.Opened second = opened();
    assertThat(sessions.find(first.secret())).contains(ann.account());
    sessions.close(first.secret());
    assertThat(sessions.find(first.secret())).isEmpty();
    assertThat(sessions.find(second.secret())).contains(ann.account());
    assertThat(sessions.find(ann.token())).as("a token is no session").isEmpty();
    assertThat(sessions.open("nonsense")).isEmpty();
  }

  @Test
  void endsWithTheTokenThatOpenedIt() {
    Sessions.Opened before = opened();
    campaign.accounts.rotateToken("ann");
    assertThat(sessions.find(before.secret())).isEmpty();
    assertThat(sessions.open(ann.token())).isEmpty();
  }

  /**
   * Who is suspended may still speak for themselves; what else they may not is the pages' to say.
   */
  @Test
  void outlivesASuspensionOfWhichItTells() {
    Sessions.Opened before = opened();
    Suspending suspending = new Suspending(campaign.jdbi());
    suspending.suspend(ann.account().id());
    assertThat(sessions.find(before.secret()).orElseThrow().active()).isFalse();
    assertThat(opened().account().active()).isFalse();
    suspending.reinstate(ann.account().id());
    assertThat(sessions.find(before.secret()).orElseThrow().active()).isTrue();
  }

  @Test
  void endsWithItsTimeAndIsForgotten() {
    Sessions.Opened old = opened();
    campaign.sql("update session set expires_at = clock_timestamp()");
    assertThat(sessions.find(old.secret())).isEmpty();
    opened();
    assertThat(campaign.count("session")).isEqualTo(1);
  }
}
