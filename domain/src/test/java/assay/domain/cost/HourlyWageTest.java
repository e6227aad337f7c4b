package assay.domain.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class HourlyWageTest {
  private static BigDecimal usd(String amount) {
    return new BigDecimal(amount);
  }

  @Test
  void isWhatMeasuredTimeEarned() {
    assertThat(HourlyWage.of(usd("5"), 9_000)).isEqualTo(usd("20.00"));
    assertThat(HourlyWage.of(usd("5"), 0)).isNull();
  }

  @Test
  void isBelowTheFloorOnlyWhenTenMinutesSayso() {
    assertThat(HourlyWage.isBelow(usd("20.01"), usd("5"), 9_000)).isTrue();
    assertThat(HourlyWage.isBelow(usd("20"), usd("5"), 9_000)).isFalse();
    assertThat(HourlyWage.isBelow(usd("20"), usd("0.01"), 5_999)).isFalse();
    assertThat(HourlyWage.isBelow(usd("0"), usd("0"), 9_000)).isFalse();
  }
}
