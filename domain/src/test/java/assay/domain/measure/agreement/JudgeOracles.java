package assay.domain.measure.agreement;

import static assay.domain.measure.oracles.OracleChecks.assertClose;
import static org.assertj.core.api.Assertions.assertThat;

import assay.domain.measure.inference.InferredTruth;
import assay.domain.measure.inference.Method;
import assay.domain.measure.inference.Options;
import assay.domain.measure.inference.TruthInference;
import assay.domain.measure.oracles.DataSet;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.regex.MatchResult;
import java.util.stream.IntStream;

/** The human majority of PandaLM against its two AI judges and its own annotators. */
final class JudgeOracles {

  void compare(MatchResult path, JsonNode expected) {
    String[] parts = path.group(0).split("/", -1);
    switch (parts[1]) {
      case "majority_counts" -> majorityCount(parts[2], expected);
      case "annotator_vs_majority_of_other_two_when_agree" -> againstOthers(parts[2], expected);
      default -> judge(parts[1], parts[2], expected);
    }
  }

  private static void majorityCount(String label, JsonNode expected) {
    int wanted = label.equals("None") ? -1 : Integer.parseInt(label);
    InferredTruth majority = majority(DataSet.pandalmPeople());
    long count =
        IntStream.range(0, 999).filter(t -> majority.posterior().label(t) == wanted).count();
    assertThat(count).isEqualTo(expected.asLong());
  }

  private static void againstOthers(String name, JsonNode expected) {
    DataSet people = DataSet.pandalmPeople();
    int worker = people.workers().indexOf(name);
    boolean[] others = {true, true, true};
    others[worker] = false;
    boolean[] all = new boolean[999];
    Arrays.fill(all, true);
    var rest = people.answers().filtered(all, others);
    int agreed = 0;
    int equal = 0;
    for (int t = 0; t < 999; t++) {
      if (rest.label(rest.start(t)) == rest.label(rest.start(t) + 1)) {
        agreed++;
        int own = people.answers().label(people.answers().start(t) + worker);
        equal += own == rest.label(rest.start(t)) ? 1 : 0;
      }
    }
    assertClose((double) equal / agreed, expected);
  }

  private static void judge(String name, String measure, JsonNode expected) {
    DataSet people = DataSet.pandalmPeople();
    DataSet all = DataSet.pandalmFive();
    InferredTruth majority = majority(people);
    int judge = all.workers().indexOf(name);
    double[] table = new double[9];
    for (int i = 0; i < all.answers().size(); i++) {
      if (all.answers().worker(i) == judge) {
        int truth =
            majority
                .posterior()
                .label(people.tasks().indexOf(all.tasks().get(all.answers().task(i))));
        table[truth * 3 + all.answers().label(i)]++;
      }
    }
    double parsed = Arrays.stream(table).sum();
    double right = table[0] + table[4] + table[8];
    double actual =
        switch (measure) {
          case "n_parsed" -> parsed;
          case "accuracy_parsed" -> right / parsed;
          case "accuracy_all_unparsed_wrong" -> right / 999;
          case "kappa_parsed" -> CohenKappa.of(table, 3, Weighting.IDENTITY);
          case "macro_f1_parsed" ->
              IntStream.range(0, 3).mapToDouble(k -> f1(table, k)).average().orElseThrow();
          default -> throw new AssertionError("unknown measure " + measure);
        };
    assertClose(actual, expected);
  }

  private static double f1(double[] table, int k) {
    double either = 0;
    for (int l = 0; l < 3; l++) {
      either += table[k * 3 + l] + table[l * 3 + k];
    }
    return 2 * table[k * 4] / either;
  }

  private static InferredTruth majority(DataSet data) {
    return TruthInference.infer(data.answers(), Method.MAJORITY, Options.DEFAULT);
  }
}
