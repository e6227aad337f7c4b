package assay.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;

import assay.domain.FreeText;
import assay.domain.PreferenceRanking;
import assay.domain.measure.Ints;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShownOrderTest {
  @Test
  void twoChangePlacesByTheLeasesCoin() {
    assertThat(ShownOrder.of(Evidence.FIVE, "salt", 1, false, 2)).isEqualTo(Ints.of(0, 1));
    assertThat(ShownOrder.of(Evidence.FIVE, "salt", 1, true, 2)).isEqualTo(Ints.of(1, 0));
    assertThat(ShownOrder.of(new FreeText(), "salt", 1, true, 1)).isEqualTo(Ints.of(0));
  }

  @Test
  void severalAreDrawnAnewForEachLeaseAndEveryOrderIsAsLikely() {
    Map<Ints, Integer> seen = new HashMap<>();
    for (long lease = 1; lease <= 6000; lease++) {
      seen.merge(order("salt", lease), 1, Integer::sum);
    }
    // 1,000 each, with a standard deviation of 29.
    assertThat(seen)
        .hasSize(6)
        .allSatisfy((order, times) -> assertThat(times).isBetween(880, 1120));
    assertThat(order("salt", 7)).isEqualTo(order("salt", 7));
  }

  private static Ints order(String salt, long lease) {
    return ShownOrder.of(new PreferenceRanking(), salt, lease, false, 3);
  }
}
