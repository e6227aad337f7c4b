package assay.domain.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class WeightedMeanTest {
  @Test
  void equalWeightsGiveThePlainMeanAndItsError() {
    Estimate.Value mean =
        (Estimate.Value) WeightedMean.of(Doubles.of(1, 0, 1, 1), Doubles.of(3, 3, 3, 3));
    assertThat(mean.value()).isEqualTo(0.75);
    // sqrt(p (1 - p) / n)
    assertThat(mean.high() - mean.value())
        .isCloseTo(Estimate.Z * Math.sqrt(0.75 * 0.25 / 4), within(1e-12));
  }

  @Test
  void inverseProbabilitiesUndoTheDraw() {
    SplitMix64 random = new SplitMix64(1);
    int covered = 0;
    for (int run = 0; run < 400; run++) {
      double[] values = new double[2000];
      double[] weights = new double[2000];
      int n = 0;
      // Half of the population is mostly wrong and rarely drawn.
      for (int i = 0; i < 1000; i++) {
        boolean rare = i % 2 == 0;
        double value = random.nextDouble() < (rare ? 0.2 : 0.9) ? 1 : 0;
        if (random.nextDouble() < (rare ? 0.1 : 0.8)) {
          values[n] = value;
          weights[n++] = rare ? 10 : 1.25;
        }
      }
      Estimate.Value mean =
          (Estimate.Value)
              WeightedMean.of(
                  Doubles.of(java.util.Arrays.copyOf(values, n)),
                  Doubles.of(java.util.Arrays.copyOf(weights, n)));
      covered += mean.low() <= 0.55 && 0.55 <= mean.high() ? 1 : 0;
    }
    assertThat(covered / 400.0).isBetween(0.91, 0.98);
  }

  @Test
  void nothingHasNoMean() {
    assertThat(WeightedMean.of(Doubles.NONE, Doubles.NONE))
        .isEqualTo(new Estimate.Undefined(Estimate.Reason.NO_ANSWERS));
    assertThatThrownBy(() -> WeightedMean.of(Doubles.of(1), Doubles.NONE))
        .hasMessage("1 values for 0 weights");
  }
}
