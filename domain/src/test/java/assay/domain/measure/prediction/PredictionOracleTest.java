package assay.domain.measure.prediction;

import static assay.domain.measure.oracles.OracleChecks.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.domain.measure.Doubles;
import assay.domain.measure.Estimate;
import assay.domain.measure.SplitMix64;
import assay.domain.measure.oracles.OracleChecks;
import assay.domain.measure.oracles.PandaLm;
import assay.domain.measure.oracles.SharedData;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Prediction-powered means on PandaLM, against ppi_py. */
class PredictionOracleTest {
  private static final JsonNode SECTION = SharedData.json("ORACLES.json").get("ppi_pandalm");
  private static final PandaLm DATA = PandaLm.read();
  private static final int ALL = DATA.pairs().size();
  private static final double TRUTH =
      IntStream.range(0, ALL).mapToDouble(i -> prefersSecond("human_majority", i)).sum() / ALL;

  private final Map<String, Widths> resampled = new HashMap<>();

  @TestFactory
  Stream<DynamicTest> everyValue() {
    return new OracleChecks()
        .note("estimand|split|call|ppi_python|perm_first_300")
        .expect("truth_all_999", (p, v) -> assertClose(TRUTH, v))
        .expect("runs", (p, v) -> v.forEach(PredictionOracleTest::run))
        .expect(
            "resampling_500_splits/(.*)\\|n=(\\d+)/(.*)",
            (p, v) -> resampling(p.group(1), Integer.parseInt(p.group(2)), p.group(3), v))
        .tests(SECTION);
  }

  private static void run(JsonNode run) {
    Split split = new Split(run.get("judge").asText(), recorded(run.get("n").asInt()));
    double tuned = PredictionPowered.lambda(split.labels, split.predictions, split.others);

    assertThat(split.others.size()).isEqualTo(run.get("N").asInt());
    assertEstimate(PredictionPowered.classical(split.labels), run, "classical");
    assertEstimate(split.mean(0), run, "classical");
    assertEstimate(split.mean(1), run, "ppi_lam1");
    assertEstimate(split.mean(tuned), run, "ppi++_tuned");
    assertClose(
        IntStream.range(0, ALL)
            .mapToDouble(i -> prefersSecond(run.get("judge").asText(), i))
            .average()
            .orElseThrow(),
        run.get("judge_only_naive"));
  }

  private static void assertEstimate(Estimate estimate, JsonNode run, String name) {
    Estimate.Value value = (Estimate.Value) estimate;
    assertClose(value.value(), run.get(name + "_point"));
    assertClose(value.low(), run.get(name + "_ci95").get(0));
    assertClose(value.high(), run.get(name + "_ci95").get(1));
  }

  /**
   * Over other splits than the reference's 500, which its generator drew: widths agree to half a
   * percent, and the coverage of 500 draws to three of its standard errors.
   */
  private void resampling(String judge, int n, String measure, JsonNode expected) {
    Widths widths = resampled.computeIfAbsent(judge + n, key -> Widths.of(judge, n));
    double actual =
        switch (measure) {
          case "ppi++_mean_width" -> widths.tuned;
          case "classical_mean_width" -> widths.classical;
          case "width_ratio" -> widths.tuned / widths.classical;
          case "ppi++_coverage_of_finite_truth" -> widths.tunedCovers;
          case "classical_coverage" -> widths.classicalCovers;
          default -> throw new AssertionError("unknown measure " + measure);
        };
    double tolerance = measure.contains("coverage") ? 0.03 : 0.005 * expected.asDouble();
    assertThat(actual).isCloseTo(expected.asDouble(), within(tolerance));
  }

  /** Means over 500 drawn splits. */
  private record Widths(
      double classical, double tuned, double classicalCovers, double tunedCovers) {
    static Widths of(String judge, int n) {
      SplitMix64 random = new SplitMix64(n);
      double[] sums = new double[4];
      for (int draw = 0; draw < 500; draw++) {
        Split split = new Split(judge, drawn(n, random));
        Estimate.Value alone = (Estimate.Value) PredictionPowered.classical(split.labels);
        Estimate.Value tuned =
            (Estimate.Value)
                split.mean(PredictionPowered.lambda(split.labels, split.predictions, split.others));
        sums[0] += (alone.high() - alone.low()) / 500;
        sums[1] += (tuned.high() - tuned.low()) / 500;
        sums[2] += alone.low() <= TRUTH && TRUTH <= alone.high() ? 1.0 / 500 : 0;
        sums[3] += tuned.low() <= TRUTH && TRUTH <= tuned.high() ? 1.0 / 500 : 0;
      }
      return new Widths(sums[0], sums[1], sums[2], sums[3]);
    }
  }

  /** The labelled items and the others. */
  private record Split(Doubles labels, Doubles predictions, Doubles others) {
    Split(String judge, boolean[] labelled) {
      this(
          column("human_majority", labelled, true),
          column(judge, labelled, true),
          column(judge, labelled, false));
    }

    Estimate mean(double lambda) {
      return PredictionPowered.mean(labels, predictions, others, lambda);
    }
  }

  private static Doubles column(String name, boolean[] labelled, boolean wanted) {
    return Doubles.owned(
        IntStream.range(0, ALL)
            .filter(i -> labelled[i] == wanted)
            .mapToDouble(i -> prefersSecond(name, i))
            .toArray());
  }

  private static double prefersSecond(String name, int pair) {
    return DATA.pairs().get(pair).by(name) == 2 ? 1 : 0;
  }

  private static boolean[] recorded(int n) {
    boolean[] labelled = new boolean[ALL];
    for (int i = 0; i < n; i++) {
      labelled[SECTION.get("perm_first_300").get(i).asInt()] = true;
    }
    return labelled;
  }

  private static boolean[] drawn(int n, SplitMix64 random) {
    boolean[] labelled = new boolean[ALL];
    int[] order = IntStream.range(0, ALL).toArray();
    for (int i = 0; i < n; i++) {
      int at = i + random.nextInt(ALL - i);
      labelled[order[at]] = true;
      order[at] = order[i];
    }
    return labelled;
  }
}
