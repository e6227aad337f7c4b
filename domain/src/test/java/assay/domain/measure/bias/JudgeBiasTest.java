package assay.domain.measure.bias;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.domain.Direction;
import assay.domain.measure.Estimate;
import assay.domain.measure.SplitMix64;
import assay.domain.measure.bias.PositionBias.BothOrders;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JudgeBiasTest {
  private static JudgeBias.Judged judged(
      Direction verdict, int longerBy, @Nullable Direction own, @Nullable Direction people) {
    return new JudgeBias.Judged(verdict, null, false, longerBy, own, people, 1);
  }

  @Test
  void ordersAreComparedAsTheyWereShown() {
    PositionBias bias =
        PositionBias.of(
            List.of(
                new BothOrders(Direction.A, Direction.B), // the same response twice
                new BothOrders(Direction.B, Direction.A),
                new BothOrders(Direction.TIE, Direction.TIE),
                new BothOrders(Direction.A, Direction.A), // what stands first
                new BothOrders(Direction.B, Direction.B), // what stands second
                new BothOrders(Direction.A, Direction.TIE),
                new BothOrders(Direction.TIE, Direction.B),
                new BothOrders(Direction.B, Direction.TIE)));
    assertThat(bias.heard()).isEqualTo(8);
    assertThat(bias.flips().orNaN()).isEqualTo(5 / 8.0);
    assertThat(bias.first().orNaN()).isEqualTo(1 / 8.0);
    assertThat(bias.second().orNaN()).isEqualTo(1 / 8.0);
  }

  @Test
  void aPreferenceForOnesOwnIsWhatIsAbovePeoples() {
    List<JudgeBias.Judged> pairs = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      Direction own = i % 2 == 0 ? Direction.A : Direction.B;
      Direction other = i % 2 == 0 ? Direction.B : Direction.A;
      // It prefers its own in 80 of 100, people in 60.
      pairs.add(judged(i < 80 ? own : other, 1, own, i < 60 ? own : other));
    }
    pairs.add(judged(Direction.TIE, 1, Direction.A, Direction.A));
    pairs.add(judged(Direction.A, 1, null, Direction.A));
    JudgeBias bias = JudgeBias.of(pairs);
    assertThat(bias.own().orNaN()).isEqualTo(0.8);
    Estimate.Value excess = (Estimate.Value) bias.ownExcess();
    assertThat(excess.value()).isCloseTo(0.2, within(1e-12));
    // Twenty differences of 1 among a hundred.
    assertThat(excess.high() - excess.value())
        .isCloseTo(Estimate.Z * Math.sqrt(0.2 * 0.8 / 100), within(1e-12));
    assertThat(bias.position()).isNull();
  }

  @Test
  void whatIsLeftAtEqualLengthIsNotTheLength() {
    SplitMix64 random = new SplitMix64(7);
    int held = 0;
    for (int run = 0; run < 100; run++) {
      List<JudgeBias.Judged> pairs = new ArrayList<>();
      double[] lengths = new double[400];
      for (int i = 0; i < lengths.length; i++) {
        // A is mostly longer, and longer responses win; at equal length A wins 40 %.
        lengths[i] = Math.rint(30 + 60 * random.nextGaussian());
        double logOdds = Math.log(0.4 / 0.6) + 2 * Math.tanh(lengths[i] / 60);
        boolean a = random.nextDouble() < 1 / (1 + Math.exp(-logOdds));
        pairs.add(judged(a ? Direction.A : Direction.B, (int) lengths[i], null, null));
      }
      Estimate.Value share = (Estimate.Value) JudgeBias.of(pairs).lengthControlled();
      held += share.low() <= 0.4 && 0.4 <= share.high() ? 1 : 0;
    }
    assertThat(held).isBetween(88, 100);
  }

  @Test
  void aJudgeThatAlwaysPrefersTheLongerHasNoLine() {
    List<JudgeBias.Judged> pairs =
        List.of(judged(Direction.A, 5, null, null), judged(Direction.B, -3, null, null));
    JudgeBias bias = JudgeBias.of(pairs);
    assertThat(bias.longer().orNaN()).isEqualTo(1);
    assertThat(bias.lengthControlled()).isInstanceOf(Estimate.Undefined.class);
    assertThat(bias.agreement()).isInstanceOf(Estimate.Undefined.class);
  }

  @Test
  void hedgingIsHeldAgainstBeingRight() {
    List<JudgeBias.Judged> pairs = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      boolean hedged = i < 10;
      Direction people = i % (hedged ? 2 : 10) == 0 ? Direction.B : Direction.A;
      pairs.add(new JudgeBias.Judged(Direction.A, null, hedged, 1, null, people, 1));
    }
    JudgeBias bias = JudgeBias.of(pairs);
    assertThat(bias.hedged().orNaN()).isEqualTo(0.25);
    assertThat(bias.agreementHedged().orNaN()).isEqualTo(0.5);
    assertThat(bias.agreementPlain().orNaN()).isCloseTo(0.9, within(1e-12));
    assertThat(Objects.requireNonNull((Estimate.Value) bias.agreement()).value())
        .isCloseTo(0.8, within(1e-12));
  }
}
