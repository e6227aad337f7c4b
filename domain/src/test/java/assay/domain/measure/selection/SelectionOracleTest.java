package assay.domain.measure.selection;

import static assay.domain.measure.oracles.OracleChecks.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.domain.measure.Ints;
import assay.domain.measure.oracles.OracleChecks;
import assay.domain.measure.oracles.SharedData;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What to ask next, against scipy and definitions. */
class SelectionOracleTest {
  private static final JsonNode SECTION = SharedData.json("ORACLES.json").get("active_learning");

  @TestFactory
  Stream<DynamicTest> everyValue() {
    double[][] points = matrix(SECTION.get("kcenter_points"));
    KCentre centres = KCentre.greedy(points.length, euclidean(points), Ints.of(0), 8);
    return new OracleChecks()
        .note("probs|committee|kcenter_points|kcenter_rule")
        .expect("entropy_nats.*", (p, v) -> measure(Uncertainty::entropy, v))
        .expect("margin.*", (p, v) -> measure(Uncertainty::margin, v))
        .expect("least_confidence.*", (p, v) -> measure(Uncertainty::leastConfidence, v))
        .expect(
            "kcenter_greedy_start0_budget8",
            (p, v) ->
                assertThat(centres.chosen().toArray())
                    .containsExactly(
                        StreamSupport.stream(v.spliterator(), false)
                            .mapToInt(JsonNode::asInt)
                            .toArray()))
        .expect("kcenter_radius", (p, v) -> assertClose(centres.radius(), v))
        .expect("bald_nats", (p, v) -> bald(v))
        .tests(SECTION);
  }

  @Test
  void equalPointsAreNotChosenTwice() {
    double[][] points = {{0}, {0}, {3}, {3}};

    KCentre centres = KCentre.greedy(4, euclidean(points), Ints.of(1), 4);

    assertThat(centres.chosen()).isEqualTo(Ints.of(1, 2));
    assertThat(centres.radius()).isZero();
  }

  @Test
  void whatIsChosenAlreadyStays() {
    double[][] points = {{0}, {10}, {4}};

    assertThat(KCentre.greedy(3, euclidean(points), Ints.of(0, 1), 1))
        .isEqualTo(new KCentre(Ints.of(0, 1), 4));
    assertThatThrownBy(() -> KCentre.greedy(3, euclidean(points), Ints.NONE, 1))
        .hasMessage("name at least one item to start from");
  }

  @Test
  void certaintyHasNoUncertainty() {
    assertThat(Uncertainty.entropy(1, 0, 0)).isZero();
    assertThat(Uncertainty.margin(1, 0, 0)).isEqualTo(1);
    assertThat(Uncertainty.leastConfidence(1, 0, 0)).isZero();
    assertThat(Uncertainty.margin(0.5, 0.5)).isZero();
    assertThat(Uncertainty.disagreement(new double[][] {{0.5, 0.5}, {0.5, 0.5}})).isZero();
    assertThat(Uncertainty.disagreement(new double[][] {{1, 0}, {0, 1}}))
        .isCloseTo(StrictMath.log(2), within(1e-15));
  }

  private static void measure(ToDoubleFunction<double[]> of, JsonNode expected) {
    double[][] probabilities = matrix(SECTION.get("probs"));
    assertThat(expected).hasSize(probabilities.length);
    for (int i = 0; i < probabilities.length; i++) {
      assertClose(of.applyAsDouble(probabilities[i]), expected.get(i));
    }
  }

  private static void bald(JsonNode expected) {
    JsonNode committee = SECTION.get("committee");
    for (int item = 0; item < expected.size(); item++) {
      double[][] members = new double[committee.size()][];
      for (int m = 0; m < members.length; m++) {
        members[m] = matrix(committee.get(m))[item];
      }
      assertClose(Uncertainty.disagreement(members), expected.get(item));
    }
  }

  private static KCentre.Distances euclidean(double[][] points) {
    return (a, b) -> {
      double sum = 0;
      for (int d = 0; d < points[a].length; d++) {
        sum += (points[a][d] - points[b][d]) * (points[a][d] - points[b][d]);
      }
      return sum;
    };
  }

  private static double[][] matrix(JsonNode rows) {
    return StreamSupport.stream(rows.spliterator(), false)
        .map(
            row ->
                StreamSupport.stream(row.spliterator(), false)
                    .mapToDouble(JsonNode::asDouble)
                    .toArray())
        .toArray(double[][]::new);
  }
}
