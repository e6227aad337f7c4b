package assay.workers.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.activities.desk.Role;
import assay.activities.desk.TestCampaign;
import assay.activities.store.CannotStart;
import assay.workers.DeskClient;
import assay.workers.DeskClient.Reply;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitTest {
  private static final long SECOND = 1_000_000_000;

  @Test
  void fiveSecondsWorthAtOnceThenTheRate() {
    AtomicLong now = new AtomicLong(-7);
    RateLimit limit = new RateLimit(10, now::get);
    for (int i = 0; i < 50; i++) {
      limit.count(1);
    }
    assertThatThrownBy(() -> limit.count(1))
        .isInstanceOf(Problem.class)
        .hasMessage("This account asks faster than it may; go on in 1 s.");
    limit.count(2);
    now.addAndGet(SECOND / 2);
    for (int i = 0; i < 5; i++) {
      limit.count(1);
    }
    assertThatThrownBy(() -> limit.count(1)).isInstanceOf(Problem.class);
    now.addAndGet(3600 * SECOND);
    for (int i = 0; i < 50; i++) {
      limit.count(1);
    }
    assertThatThrownBy(() -> limit.count(1)).isInstanceOf(Problem.class);
  }

  @Test
  void zeroIsNoLimit() {
    RateLimit limit = new RateLimit(0, () -> 0);
    for (int i = 0; i < 10_000; i++) {
      limit.count(1);
    }
  }

  @Test
  void anAccountThatAsksTooFastIsToldWhenToGoOn() {
    try (TestCampaign campaign = TestCampaign.of(0, 0, "");
        DeskServer desk =
            DeskServer.start(
                campaign.database,
                new TestDesk.Control(),
                DeskServer.LOOPBACK,
                0,
                1,
                Optional.empty());
        DeskClient client = new DeskClient(desk.url())) {
      String token = campaign.accounts.addUser("Mia", Role.MANAGER).token();
      Reply reply = client.get(token, "/api/campaigns");
      for (int i = 0; i < 500 && reply.status() == 200; i++) {
        reply = client.get(token, "/api/campaigns");
      }
      assertThat(reply.status()).isEqualTo(429);
      assertThat(reply.retryAfter()).isEqualTo("1");
      assertThat(reply.text())
          .isEqualTo(
              "{\"type\":\"about:blank\",\"title\":\"Too many requests\",\"status\":429,\"detail\":\"This"
                  + " account asks faster than it may; go on in 1 s.\"}");
      String other = campaign.accounts.addUser("Max", Role.MANAGER).token();
      assertThat(client.get(other, "/api/campaigns").status()).isEqualTo(200);
    }
  }

  @Test
  void aRateIsReadAsAUserWritesIt() {
    assertThat(DeskServer.requestsPerSecond(null)).isEqualTo(DeskServer.REQUESTS_PER_SECOND);
    assertThat(DeskServer.requestsPerSecond(" 25 ")).isEqualTo(25);
    assertThatThrownBy(() -> DeskServer.requestsPerSecond("many"))
        .isInstanceOf(CannotStart.class)
        .hasMessage(
            "ASSAY_RATE_LIMIT (or --rate) is many; give requests a second for each account, such as"
                + " 400, or 0 for no limit.");
  }
}
