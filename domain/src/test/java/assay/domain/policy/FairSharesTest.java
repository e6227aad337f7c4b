package assay.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FairSharesTest {
  @Test
  void whoWantsLittleGetsItAndTheRestIsShared() {
    assertThat(FairShares.of(64, List.of(200, 8, 200), 0)).containsExactly(28, 8, 28);
    assertThat(FairShares.of(64, List.of(3, 0, 9), 0)).containsExactly(3, 0, 9);
    assertThat(FairShares.of(0, List.of(3), 0)).containsExactly(0);
    assertThat(FairShares.of(5, List.of(), 7)).isEmpty();
  }

  @Test
  void whatDoesNotDivideGoesRound() {
    assertThat(FairShares.of(1, List.of(5, 5), 0)).containsExactly(1, 0);
    assertThat(FairShares.of(1, List.of(5, 5), 1)).containsExactly(0, 1);
    assertThat(FairShares.of(7, List.of(9, 9, 9), 2)).containsExactly(2, 2, 3);
  }
}
