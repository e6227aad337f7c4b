package assay.domain.measure.consensus;

import static assay.domain.measure.oracles.OracleChecks.assertClose;
import static org.assertj.core.api.Assertions.assertThat;

import assay.domain.measure.Doubles;
import assay.domain.measure.oracles.OracleChecks;
import assay.domain.measure.oracles.SharedData;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Model strengths from the human majorities of PandaLM, against choix. */
class BradleyTerryOracleTest {
  private final List<String> models = new ArrayList<>();

  @TestFactory
  Stream<DynamicTest> everyValue() {
    JsonNode section = SharedData.json("ORACLES.json").get("bradley_terry_pandalm");
    section.get("models").forEach(model -> models.add(model.asText()));
    return new OracleChecks()
        .note("call|choix|models")
        .expect("n_wins", (p, v) -> assertThat(games(wins(0))).isEqualTo(v.asDouble()))
        .expect(
            "ties_dropped",
            (p, v) -> assertThat(games(wins(0.5)) - games(wins(0))).isEqualTo(v.asDouble()))
        .expect("wins_matrix_ties_half", (p, v) -> assertMatrix(wins(0.5), v))
        .expect("(ilsr|mm)_pairwise", (p, v) -> assertStrengths(wins(0), v))
        .expect("ilsr_dense_ties_half", (p, v) -> assertStrengths(wins(0.5), v))
        .tests(section);
  }

  private static void assertMatrix(double[][] wins, JsonNode expected) {
    for (int i = 0; i < wins.length; i++) {
      for (int j = 0; j < wins.length; j++) {
        assertThat(wins[i][j]).isEqualTo(expected.get(i).get(j).asDouble());
      }
    }
  }

  private static void assertStrengths(double[][] wins, JsonNode expected) {
    Doubles strengths = BradleyTerry.logStrengths(wins, 0);
    for (int i = 0; i < wins.length; i++) {
      assertClose(strengths.at(i), expected.get(i), 1e-8);
    }
  }

  private static double games(double[][] wins) {
    double sum = 0;
    for (double[] row : wins) {
      for (double cell : row) {
        sum += cell;
      }
    }
    return sum;
  }

  /** Wins by the majority of three people; a tie counts {@code tie} for both. */
  private double[][] wins(double tie) {
    double[][] wins = new double[models.size()][models.size()];
    for (String line : SharedData.lines("pandalm.jsonl")) {
      JsonNode pair = SharedData.parse(line);
      String[] names = pair.get("cmp_key").asText().split("_", -1);
      int first = models.indexOf(names[0]);
      int second = models.indexOf(names[1]);
      int[] votes = new int[3];
      for (int a = 1; a <= 3; a++) {
        votes[pair.get("annotator" + a).asInt()]++;
      }
      if (votes[1] > 1) {
        wins[first][second]++;
      } else if (votes[2] > 1) {
        wins[second][first]++;
      } else {
        wins[first][second] += tie;
        wins[second][first] += tie;
      }
    }
    return wins;
  }
}
