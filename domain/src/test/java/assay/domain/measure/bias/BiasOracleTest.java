package assay.domain.measure.bias;

import static assay.domain.measure.oracles.OracleChecks.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.domain.measure.Doubles;
import assay.domain.measure.Estimate;
import assay.domain.measure.bias.RoganGladen.Count;
import assay.domain.measure.oracles.OracleChecks;
import assay.domain.measure.oracles.PandaLm;
import assay.domain.measure.oracles.PandaLm.Pair;
import assay.domain.measure.oracles.SharedData;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Length bias and corrected shares of PandaLM's people and judges. */
class BiasOracleTest {
  /** Where the reference's optimiser stops: its tolerance on the gradient leaves 3e-8 to 2e-7. */
  private static final double OPTIMISED = 1e-6;

  private static final List<Pair> PAIRS = PandaLm.read().pairs();

  @TestFactory
  Stream<DynamicTest> everyValue() {
    return new OracleChecks()
        .expect("pandalm_length/(.*)/(.*)", (p, v) -> length(p.group(1), p.group(2), v))
        .expect("rogan_gladen_pandalm/(.*)/(.*)", (p, v) -> corrected(p.group(1), p.group(2), v))
        .tests(SharedData.json("ORACLES.json").get("bias"));
  }

  @Test
  void aJudgeThatDoesNotLookCannotBeCorrected() {
    RoganGladen blind = RoganGladen.of(new Count(5, 10), new Count(5, 10), new Count(3, 9));

    assertThat(blind.corrected())
        .isEqualTo(new Estimate.Undefined(Estimate.Reason.NO_BETTER_THAN_CHANCE));
    assertThatThrownBy(() -> new Count(2, 1)).hasMessage("2 of 1 is no share");
  }

  @Test
  void aCorrectedShareStaysAShare() {
    RoganGladen low = RoganGladen.of(new Count(8, 10), new Count(3, 10), new Count(1, 10));

    assertThat(low.corrected()).isInstanceOf(Estimate.Value.class);
    assertThat(low.corrected().orNaN()).isZero();
  }

  @Test
  void whoAlwaysPrefersTheLongerHasNoFiniteLine() {
    assertThatThrownBy(() -> LengthBias.of(Doubles.of(5, -5, 9), Doubles.of(1, 0, 1)))
        .hasMessageContaining("one threshold separates the outcomes");
  }

  private static void length(String name, String measure, JsonNode expected) {
    if (measure.equals("n_wrong_decided") || measure.equals("when_wrong_picks_longer")) {
      wrong(name, measure, expected);
      return;
    }
    LengthBias bias = lengthBias(name, pair -> true);
    switch (measure) {
      case "n_decided" -> assertThat(bias.decided()).isEqualTo(expected.asInt());
      case "prefers_longer" -> assertClose(bias.prefersLonger().orNaN(), expected);
      case "sd_len_diff" -> assertClose(bias.spread(), expected);
      case "logit_coef_tanh_len_diff" -> assertClose(bias.line().slope(), expected, OPTIMISED);
      case "logit_intercept" -> assertClose(bias.line().intercept(), expected, OPTIMISED);
      default -> throw new AssertionError("unknown measure " + measure);
    }
  }

  /** Only where people decided for the other response. */
  private static void wrong(String name, String measure, JsonNode expected) {
    LengthBias bias =
        lengthBias(name, pair -> pair.majority() > 0 && pair.majority() != pair.by(name));
    if (measure.equals("n_wrong_decided")) {
      assertThat(bias.decided()).isEqualTo(expected.asInt());
    } else {
      assertClose(bias.prefersLonger().orNaN(), expected);
    }
  }

  private static LengthBias lengthBias(String name, Predicate<Pair> of) {
    List<Pair> decided = PAIRS.stream().filter(pair -> pair.by(name) > 0).filter(of).toList();
    return LengthBias.of(
        Doubles.of(decided.stream().mapToDouble(pair -> pair.first() - pair.second()).toArray()),
        Doubles.of(decided.stream().mapToDouble(pair -> pair.by(name) == 1 ? 1 : 0).toArray()));
  }

  private static void corrected(String judge, String measure, JsonNode expected) {
    Set<Integer> labelled = new HashSet<>();
    SharedData.json("ORACLES.json")
        .at("/ppi_pandalm/perm_first_300")
        .forEach(i -> labelled.add(i.asInt()));
    RoganGladen result =
        RoganGladen.of(
            count(judge, i -> labelled.contains(i) && PAIRS.get(i).majority() == 2),
            count(judge, i -> labelled.contains(i) && PAIRS.get(i).majority() != 2),
            count(judge, i -> !labelled.contains(i)));
    double truth = count("human_majority", i -> !labelled.contains(i)).share();
    assertClose(
        switch (measure) {
          case "sens" -> result.sensitivity();
          case "spec" -> result.specificity();
          case "apparent" -> result.apparent();
          case "corrected" -> result.corrected().orNaN();
          case "truth_on_unlabelled" -> truth;
          case "naive_error" -> result.apparent() - truth;
          default -> throw new AssertionError("unknown measure " + measure);
        },
        expected);
    assertThat((Estimate.Value) result.corrected())
        .matches(interval -> interval.low() <= truth && truth <= interval.high());
  }

  /** How often a source prefers the second response among some pairs. */
  private static Count count(String name, Predicate<Integer> of) {
    List<Integer> pairs = IntStream.range(0, PAIRS.size()).boxed().filter(of).toList();
    return new Count(
        (int) pairs.stream().filter(i -> PAIRS.get(i).by(name) == 2).count(), pairs.size());
  }
}
