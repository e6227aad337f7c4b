package assay.domain.measure.calibration;

import static assay.domain.measure.oracles.OracleChecks.assertClose;
import static org.assertj.core.api.Assertions.assertThat;

import assay.domain.measure.calibration.ReliabilityCurve.Bin;
import assay.domain.measure.oracles.OracleChecks;
import assay.domain.measure.oracles.SharedData;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Calibration and its measures, against scikit-learn. */
class CalibrationOracleTest {
  /**
   * Where the reference stops its own optimiser early: its gradient is then below a tolerance,
   * which leaves a few 1e-7 in Platt's parameters and a few 1e-8 in the temperature. Ours go on
   * until nothing moves; the log loss they reach is the reference's to 1e-9.
   */
  private static final double OPTIMISED = 1e-6;

  private static final JsonNode SECTION = SharedData.json("ORACLES.json").get("calibration");
  private static final Scored CASES =
      Scored.of(numbers(SECTION.get("scores")), numbers(SECTION.get("labels")));

  @TestFactory
  Stream<DynamicTest> everyValue() {
    Calibrator.Isotonic isotonic = Calibration.isotonic(CASES);
    Calibrator.Platt platt = Calibration.platt(CASES);
    Calibrator.Platt targets = Calibration.plattWithTargets(CASES);
    Calibrator.Temperature temperature = Calibration.temperature(CASES);
    return new OracleChecks()
        .note(".*/call|ece_definition|scores|labels")
        .expect("n", (p, v) -> assertThat(CASES.size()).isEqualTo(v.asInt()))
        .expect("isotonic/X_thresholds", (p, v) -> knots(isotonic, Calibrator.Knot::score, v))
        .expect("isotonic/y_thresholds", (p, v) -> knots(isotonic, Calibrator.Knot::probability, v))
        .expect("isotonic/predict_at", (p, v) -> predictions(isotonic, v))
        .expect("isotonic/fitted", (p, v) -> fitted(isotonic, v))
        .expect("platt_mle_on_score/a", (p, v) -> assertClose(platt.a(), v))
        .expect("platt_mle_on_score/b", (p, v) -> assertClose(platt.b(), v))
        .expect("platt_mle_on_score/fitted", (p, v) -> fitted(platt, v))
        .expect("platt_sklearn_sigmoid .*/A", (p, v) -> assertClose(-targets.a(), v, OPTIMISED))
        .expect("platt_sklearn_sigmoid .*/B", (p, v) -> assertClose(-targets.b(), v, OPTIMISED))
        .expect(
            "metrics_(raw|isotonic|platt_mle)/(.*)",
            (p, v) -> {
              Scored cases =
                  switch (p.group(1)) {
                    case "raw" -> CASES;
                    case "isotonic" -> CASES.calibrated(isotonic);
                    default -> CASES.calibrated(platt);
                  };
              assertClose(metric(p.group(2), cases), v);
            })
        .expect(
            "sklearn_calibration_curve_10_uniform/prob_true", (p, v) -> curve(Bin::meanOutcome, v))
        .expect(
            "sklearn_calibration_curve_10_uniform/prob_pred", (p, v) -> curve(Bin::meanScore, v))
        .expect("temperature/T", (p, v) -> assertClose(temperature.t(), v, OPTIMISED))
        .expect(
            "temperature/nll",
            (p, v) -> assertClose(ProperScores.logLoss(CASES.calibrated(temperature)), v))
        .tests(SECTION);
  }

  private static double metric(String name, Scored cases) {
    return switch (name) {
      case "ECE_width_5" -> ReliabilityCurve.equalWidth(cases, 5).expectedError();
      case "ECE_width_10" -> ReliabilityCurve.equalWidth(cases, 10).expectedError();
      case "ECE_mass_5" -> ReliabilityCurve.equalMass(cases, 5).expectedError();
      case "ECE_mass_10" -> ReliabilityCurve.equalMass(cases, 10).expectedError();
      case "MCE_width_10" -> ReliabilityCurve.equalWidth(cases, 10).maximumError();
      case "brier" -> ProperScores.brier(cases);
      case "log_loss_clip1e-15" -> ProperScores.logLoss(cases);
      default -> throw new AssertionError("unknown measure " + name);
    };
  }

  private static void knots(
      Calibrator.Isotonic isotonic, ToDoubleFunction<Calibrator.Knot> of, JsonNode expected) {
    assertAll(isotonic.knots().stream().mapToDouble(of).toArray(), expected);
  }

  private static void predictions(Calibrator calibrator, JsonNode expected) {
    for (JsonNode pair : expected) {
      assertClose(calibrator.probability(pair.get(0).asDouble()), pair.get(1));
    }
  }

  private static void fitted(Calibrator calibrator, JsonNode expected) {
    assertAll(CASES.calibrated(calibrator).scores().toArray(), expected);
  }

  private static void curve(ToDoubleFunction<Bin> of, JsonNode expected) {
    List<Bin> bins = ReliabilityCurve.equalWidth(CASES, 10).bins();
    assertAll(bins.stream().mapToDouble(of).toArray(), expected);
  }

  private static void assertAll(double[] actual, JsonNode expected) {
    assertThat(actual).hasSize(expected.size());
    for (int i = 0; i < actual.length; i++) {
      assertClose(actual[i], expected.get(i));
    }
  }

  private static double[] numbers(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .mapToDouble(JsonNode::asDouble)
        .toArray();
  }
}
