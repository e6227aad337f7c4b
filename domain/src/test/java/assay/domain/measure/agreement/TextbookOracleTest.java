package assay.domain.measure.agreement;

import static assay.domain.measure.oracles.OracleChecks.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assertions.within;

import assay.domain.measure.Answers;
import assay.domain.measure.Estimate;
import assay.domain.measure.Estimate.Reason;
import assay.domain.measure.oracles.OracleChecks;
import assay.domain.measure.oracles.SharedData;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The published examples, and the degenerate cases as the reference libraries answer them. */
class TextbookOracleTest {
  private static final Bootstrap NO_INTERVAL = new Bootstrap(0, 0);

  @TestFactory
  Stream<DynamicTest> everyTextbookExample() {
    JsonNode section = SharedData.json("ORACLES.json").get("textbook");
    return new OracleChecks()
        .note(".*/(raters_x_units|counts_subjects_x_categories|table|call)")
        .expect(
            "([^/]+)/(nominal|ordinal|interval|ratio)/value",
            (p, v) -> assertClose(alpha(example(section, p), p.group(2)), v))
        .expect(
            "([^/]+)/published/(nominal|ordinal|interval|ratio)",
            (p, v) -> assertClose(alpha(example(section, p), p.group(2)), v, 6e-4))
        .expect("([^/]+)/irrcac_([a-z]+)/([a-z0-9_]+)", (p, v) -> irrcac(section, p, v))
        .expect("([^/]+)/fleiss_kappa/value", (p, v) -> assertClose(fleiss(example(section, p)), v))
        .expect("([^/]+)/published", (p, v) -> assertClose(fleiss(example(section, p)), v, 5e-3))
        .expect(
            "([^/]+)/krippendorff_nominal(/value)?",
            (p, v) -> assertClose(alpha(example(section, p), "nominal"), v))
        .expect("([^/]+)/scott_pi.*", (p, v) -> assertClose(fleiss(example(section, p)), v))
        .expect(
            "([^/]+)/gwet_ac1", (p, v) -> assertClose(of(example(section, p)).gwetAc1().orNaN(), v))
        .expect("([^/]+)/(cohen|linear|quadratic)", (p, v) -> assertClose(cohen(section, p), v))
        .tests(section);
  }

  @TestFactory
  Stream<DynamicTest> everyDegenerateCase() {
    Answers same = raters(1, new int[][] {{0, 0, 0}, {0, 0, 0}});
    Answers sameOfTwo = raters(2, new int[][] {{0, 0, 0}, {0, 0, 0}});
    Answers apart = raters(3, new int[][] {{0, 1, -1, -1}, {-1, -1, 1, 2}});
    Answers alone = raters(2, new int[][] {{0, 1, 1}});
    Answers rare = raters(2, new int[][] {{0, 0, 0, 0}, {0, 0, 0, 1}});
    Answers perfect = raters(2, new int[][] {{0, 1, 0, 1}, {0, 1, 0, 1}});
    Answers opposite = raters(2, new int[][] {{0, 0, 0, 0}, {1, 1, 1, 1}});
    Answers unequal = raters(2, new int[][] {{0, 1, 0}, {0, 1, 1}, {0, -1, -1}});
    Map<String, Runnable> cases =
        Map.ofEntries(
            // Where the libraries raise an error or give no number, a reason takes its place.
            Map.entry(
                "kripp_all_same_value_nominal", () -> undefined(alpha(same), Reason.ONE_LABEL)),
            Map.entry(
                "kripp_all_same_with_domain_0_1",
                () -> undefined(alpha(sameOfTwo), Reason.ONE_LABEL)),
            Map.entry(
                "kripp_no_pairable_units", () -> undefined(alpha(apart), Reason.NO_ITEM_WITH_TWO)),
            Map.entry("kripp_single_rater", () -> undefined(alpha(alone), Reason.NO_ITEM_WITH_TWO)),
            Map.entry(
                "fleiss_all_same",
                () -> undefined(of(sameOfTwo).fleissKappa(Weighting.IDENTITY), Reason.ONE_LABEL)),
            Map.entry("kripp_one_disagreement_rest_same (rare class)", () -> value(alpha(rare), 0)),
            Map.entry("kripp_perfect", () -> value(alpha(perfect), 1)),
            Map.entry("kripp_systematic_disagreement", () -> value(alpha(opposite), -0.75)),
            Map.entry("gwet_all_same_one_category", () -> value(of(same).gwetAc1(), 1)),
            Map.entry(
                "gwet_all_same_two_categories_declared", () -> value(of(sameOfTwo).gwetAc1(), 1)),
            Map.entry("cohen_both_constant_same", () -> kappa(Double.NaN, 4, 0, 0, 0)),
            Map.entry("cohen_one_constant", () -> kappa(0, 2, 0, 2, 0)),
            Map.entry("cohen_both_constant_different", () -> kappa(0, 0, 4, 0, 0)),
            Map.entry("cohen_perfect", () -> kappa(1, 2, 0, 0, 2)),
            // statsmodels refuses unequal counts; by the rule stated: p_a = 2/3, p_e = 1/2.
            Map.entry(
                "fleiss_unequal_counts",
                () -> value(of(unequal).fleissKappa(Weighting.IDENTITY), 1.0 / 3)));
    return new OracleChecks()
        .expect(
            "([^/]+)(/raises)?",
            (p, v) -> {
              Runnable missing = () -> fail("no case for " + p.group(1));
              cases.getOrDefault(p.group(1), missing).run();
            })
        .tests(SharedData.json("ORACLES.json").get("edge_cases"));
  }

  private static void undefined(Estimate actual, Reason reason) {
    assertThat(actual).isEqualTo(new Estimate.Undefined(reason));
  }

  private static void value(Estimate actual, double expected) {
    assertThat(actual.orNaN()).isEqualTo(expected, within(1e-12));
  }

  private static void kappa(double expected, double... table) {
    assertThat(CohenKappa.of(table, 2, Weighting.IDENTITY)).isEqualTo(Double.valueOf(expected));
  }

  private static void irrcac(JsonNode section, MatchResult path, JsonNode expected) {
    Agreement agreement = of(example(section, path));
    Weighting weighting = Weighting.valueOf(path.group(2).toUpperCase(Locale.ROOT));
    Estimate actual =
        switch (path.group(3)) {
          case "gwet_ac1" -> agreement.gwetAc1();
          case "gwet_ac2" -> agreement.gwetAc2(weighting);
          case "fleiss" -> agreement.fleissKappa(weighting);
          case "krippendorff" -> agreement.krippendorffAlpha(weighting);
          default -> throw new AssertionError("unknown coefficient " + path.group(3));
        };
    assertClose(actual.orNaN(), expected);
  }

  private static double cohen(JsonNode section, MatchResult path) {
    JsonNode table = section.get(path.group(1)).get("table");
    int q = table.size();
    double[] cells = new double[q * q];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = table.get(i / q).get(i % q).asDouble();
    }
    Weighting weighting =
        path.group(2).equals("cohen")
            ? Weighting.IDENTITY
            : Weighting.valueOf(path.group(2).toUpperCase(Locale.ROOT));
    return CohenKappa.of(cells, q, weighting);
  }

  private static Estimate alpha(Answers answers) {
    return of(answers).krippendorffAlpha(Level.NOMINAL, new double[answers.nLabels()]);
  }

  private static double alpha(Answers answers, String level) {
    double[] values = IntStream.rangeClosed(1, answers.nLabels()).asDoubleStream().toArray();
    return of(answers)
        .krippendorffAlpha(Level.valueOf(level.toUpperCase(Locale.ROOT)), values)
        .orNaN();
  }

  private static double fleiss(Answers answers) {
    return of(answers).fleissKappa(Weighting.IDENTITY).orNaN();
  }

  private static Agreement of(Answers answers) {
    return Agreement.of(answers, NO_INTERVAL);
  }

  /** An example in whichever of the three forms it is given. */
  private static Answers example(JsonNode section, MatchResult path) {
    JsonNode example = section.get(path.group(1));
    if (example.has("raters_x_units")) {
      return raters(example.get("raters_x_units"));
    }
    boolean table = example.has("table");
    return table
        ? table(example.get("table"))
        : counts(example.get("counts_subjects_x_categories"));
  }

  private static Answers raters(JsonNode rows) {
    int[][] labels = new int[rows.size()][rows.get(0).size()];
    int highest = 0;
    for (int r = 0; r < labels.length; r++) {
      for (int u = 0; u < labels[r].length; u++) {
        JsonNode cell = rows.get(r).get(u);
        labels[r][u] = cell.isNull() ? -1 : cell.asInt() - 1;
        highest = Math.max(highest, labels[r][u] + 1);
      }
    }
    return raters(highest, labels);
  }

  private static Answers raters(int nLabels, int[][] labels) {
    List<int[]> rows = new ArrayList<>();
    for (int r = 0; r < labels.length; r++) {
      for (int u = 0; u < labels[r].length; u++) {
        if (labels[r][u] >= 0) {
          rows.add(new int[] {u, r, labels[r][u]});
        }
      }
    }
    return answers(rows, labels[0].length, labels.length, nLabels);
  }

  private static Answers table(JsonNode table) {
    List<int[]> rows = new ArrayList<>();
    int item = 0;
    for (int k = 0; k < table.size(); k++) {
      for (int l = 0; l < table.size(); l++) {
        for (int n = 0; n < table.get(k).get(l).asInt(); n++, item++) {
          rows.add(new int[] {item, 0, k});
          rows.add(new int[] {item, 1, l});
        }
      }
    }
    return answers(rows, item, 2, table.size());
  }

  private static Answers counts(JsonNode subjects) {
    List<int[]> rows = new ArrayList<>();
    int raters = 0;
    for (int s = 0; s < subjects.size(); s++) {
      int rater = 0;
      for (int k = 0; k < subjects.get(s).size(); k++) {
        for (int n = 0; n < subjects.get(s).get(k).asInt(); n++) {
          rows.add(new int[] {s, rater++, k});
        }
      }
      raters = Math.max(raters, rater);
    }
    return answers(rows, subjects.size(), raters, subjects.get(0).size());
  }

  private static Answers answers(List<int[]> rows, int nTasks, int nWorkers, int nLabels) {
    return Answers.of(
        rows.stream().mapToInt(r -> r[0]).toArray(),
        rows.stream().mapToInt(r -> r[1]).toArray(),
        rows.stream().mapToInt(r -> r[2]).toArray(),
        nTasks,
        nWorkers,
        nLabels);
  }
}
