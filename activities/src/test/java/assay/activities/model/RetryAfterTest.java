package assay.activities.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  @Test
  void secondsOrADate() {
    assertThat(RetryAfter.parse("7", NOW)).isEqualTo(Duration.ofSeconds(7));
    assertThat(RetryAfter.parse(" 0.25 ", NOW)).isEqualTo(Duration.ofMillis(250));
    assertThat(RetryAfter.parse("Sat, 21 Nov 2026 12:01:30 GMT", NOW))
        .isEqualTo(Duration.ofSeconds(90));
    assertThat(RetryAfter.parse("Sat, 21 Nov 2026 11:00:00 GMT", NOW)).isEqualTo(Duration.ZERO);
  }

  @Test
  void anythingElseIsIgnored() {
    assertThat(RetryAfter.parse("soon", NOW)).isNull();
    assertThat(RetryAfter.parse("-3", NOW)).isNull();
    assertThat(RetryAfter.parse("", NOW)).isNull();
  }

  @Test
  void ourOwnWaitDoublesUpToTheCapAndIsNeverBelowHalf() {
    assertThat(Backoff.USUAL.after(1, 0)).isEqualTo(Duration.ofMillis(250));
    assertThat(Backoff.USUAL.after(1, 0.999)).isEqualTo(Duration.ofMillis(499));
    assertThat(Backoff.USUAL.after(3, 0)).isEqualTo(Duration.ofSeconds(1));
    assertThat(Backoff.USUAL.after(60, 0.5)).isEqualTo(Duration.ofMillis(22_500));
  }
}
