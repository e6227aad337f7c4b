package assay.workers.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.activities.desk.TestCampaign;
import assay.workers.DeskClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long MILLI = 1_000_000;

  private final AtomicLong now = new AtomicLong(-3);
  private final AtomicBoolean hides = new AtomicBoolean(true);
  private final List<Long> pauses = new ArrayList<>();
  private final Pace pace = new Pace(hides::get, now::get, pauses::add);

  @Test
  void repliesLeaveAtWholeSteps() {
    for (long took : new long[] {1, 12, 24, 26, 60}) {
      assertThat(pace.keep(() -> now.addAndGet(took * MILLI))).isEqualTo(now.get());
    }
    assertThat(pauses).containsExactly(24 * MILLI, 13 * MILLI, 1 * MILLI, 24 * MILLI, 15 * MILLI);
  }

  @Test
  void refusalsToo() {
    assertThatThrownBy(
            () ->
                pace.keep(
                    () -> {
                      now.addAndGet(5 * MILLI);
                      throw Problem.badRequest("no");
                    }))
        .hasMessage("no");
    assertThat(pauses).containsExactly(20 * MILLI);
  }

  @Test
  void whereNothingIsHiddenNobodyWaits() {
    hides.set(false);
    assertThat(pace.keep(() -> 1)).isEqualTo(1);
    assertThat(pauses).isEmpty();
  }

  /** Nothing but the least time: how much longer it takes is the machine's. */
  @Test
  void aDeskWithGoldAnswersNothingSooner() {
    TestCampaign campaign =
        TestCampaign.of(20, 5, "review: {gold_fraction: 0.5, min_seconds: 0}\nquality: {rule: off}")
            .bystanders()
            .open();
    try (TestDesk desk = new TestDesk(campaign)) {
      String token = desk.annotator("ann");
      int done = 0;
      for (DeskClient.Reply task = desk.client.next(token);
          task.status() == 200;
          task = desk.client.next(token)) {
        long lease = task.json().get("lease").asLong();
        assertThat(took(() -> desk.client.submit(token, lease, "A>")))
            .isGreaterThanOrEqualTo(Pace.STEP);
        done++;
      }
      assertThat(done).isGreaterThanOrEqualTo(20);
    }
  }

  private static Duration took(Runnable call) {
    long begun = System.nanoTime();
    call.run();
    return Duration.ofNanos(System.nanoTime() - begun);
  }
}
