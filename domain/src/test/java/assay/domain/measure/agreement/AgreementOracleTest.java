package assay.domain.measure.agreement;

import static assay.domain.measure.oracles.OracleChecks.assertClose;
import static org.assertj.core.api.Assertions.assertThat;

import assay.domain.measure.Answers;
import assay.domain.measure.oracles.DataSet;
import assay.domain.measure.oracles.OracleChecks;
import assay.domain.measure.oracles.SharedData;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Agreement on public data sets against krippendorff, statsmodels, irrCAC and scikit-learn. */
class AgreementOracleTest {
  private static final Bootstrap NO_INTERVAL = new Bootstrap(0, 0);
  private final Map<String, DataSet> data = new ConcurrentHashMap<>();

  @TestFactory
  Stream<DynamicTest> everyValue() {
    return new OracleChecks()
        .note(".*/call|.*_call|.*/label_order")
        .expect("([^/]+)/n_items", (p, v) -> assertThat(answers(p).nTasks()).isEqualTo(v.asInt()))
        .expect(
            "([^/]+)/n_raters", (p, v) -> assertThat(answers(p).nWorkers()).isEqualTo(v.asInt()))
        .expect("([^/]+)/n_labels", (p, v) -> assertThat(answers(p).size()).isEqualTo(v.asInt()))
        .expect(
            "([^/]+)/duplicate_task_worker_rows_last_kept",
            (p, v) -> assertThat(answers(p).repeated()).isEqualTo(v.asInt()))
        .expect("([^/]+)/labels_per_item_min_mean_max", this::labelsPerItem)
        .expect(
            "([^/]+)/label_counts/(.+)",
            (p, v) -> assertThat(answers(p).labelCounts()[labelPosition(p)]).isEqualTo(v.asInt()))
        .expect(
            "([^/]+)/percent_agreement_item_mean/value",
            (p, v) -> assertClose(agreement(p).rawItemMean().orNaN(), v))
        .expect(
            "([^/]+)/percent_agreement_pooled_pairs/value",
            (p, v) -> assertClose(agreement(p).raw().orNaN(), v))
        .expect(
            "([^/]+)/krippendorff_alpha_([a-z]+)/value",
            (p, v) -> {
              double[] values = set(p).labels().stream().mapToDouble(Double::parseDouble).toArray();
              Level level = Level.valueOf(p.group(2).toUpperCase(Locale.ROOT));
              assertClose(agreement(p).krippendorffAlpha(level, values).orNaN(), v);
            })
        .expect(
            "([^/]+)/fleiss_kappa/value",
            (p, v) -> assertClose(agreement(p).fleissKappa(Weighting.IDENTITY).orNaN(), v))
        .expect("([^/]+)/irrcac_([a-z]+)_([a-z]+)/(value|se|ci)", this::irrcac)
        .expect("([^/]+)/cohen_kappa_pairs/([^/|]+)\\|([^/]+)/(.+)", this::cohen)
        .expect("pandalm_majority_vs_judges/.*", new JudgeOracles()::compare)
        .tests(SharedData.json("ORACLES.json").get("agreement"));
  }

  /** The counts of MS are by position, the others by name. */
  private int labelPosition(MatchResult path) {
    return path.group(1).equals("MS")
        ? Integer.parseInt(path.group(2))
        : set(path).labels().indexOf(path.group(2));
  }

  private void labelsPerItem(MatchResult path, JsonNode expected) {
    Answers answers = answers(path);
    var perItem =
        IntStream.range(0, answers.nTasks())
            .map(t -> answers.start(t + 1) - answers.start(t))
            .summaryStatistics();
    assertThat(perItem.getMin()).isEqualTo(expected.get(0).asInt());
    assertClose(perItem.getAverage(), expected.get(1));
    assertThat(perItem.getMax()).isEqualTo(expected.get(2).asInt());
  }

  private void irrcac(MatchResult path, JsonNode expected) {
    Weighting weighting = Weighting.valueOf(path.group(3).toUpperCase(Locale.ROOT));
    Sampled coefficient =
        switch (path.group(2)) {
          case "fleiss" -> agreement(path).sampledFleiss(weighting);
          case "gwet" -> agreement(path).sampledGwet(weighting);
          case "bp" -> agreement(path).sampledBrennanPrediger(weighting);
          case "krippendorff" -> agreement(path).sampledAlpha(weighting);
          case "conger" -> agreement(path).sampledConger(weighting);
          default -> throw new AssertionError("unknown coefficient " + path.group(2));
        };
    switch (path.group(4)) {
      case "value" -> assertClose(coefficient.value(), expected);
      case "se" -> assertClose(coefficient.standardError(), expected);
      default -> {
        assertClose(coefficient.interval().low(), expected.get(0), 1e-8);
        assertClose(coefficient.interval().high(), expected.get(1), 1e-8);
      }
    }
  }

  private void cohen(MatchResult path, JsonNode expected) {
    Weighting weighting =
        switch (path.group(4)) {
          case "kappa_linear" -> Weighting.LINEAR;
          case "kappa_quadratic" -> Weighting.QUADRATIC;
          default -> Weighting.IDENTITY;
        };
    int first = set(path).workers().indexOf(path.group(2));
    int second = set(path).workers().indexOf(path.group(3));
    PairAgreement pair =
        Stream.of(agreement(path).cohenPairs(weighting, Agreement.LEAST_SHARED))
            .filter(p -> p.firstWorker() == first && p.secondWorker() == second)
            .findFirst()
            .orElseThrow();
    double actual =
        switch (path.group(4)) {
          case "n" -> pair.shared();
          case "percent" -> pair.agreement();
          default -> pair.kappa().orElseThrow();
        };
    assertClose(actual, expected);
  }

  private DataSet set(MatchResult path) {
    // The judges are compared with the people of this set, though its counts are of people only.
    String name = path.group(1);
    boolean withJudges = path.groupCount() >= 2 && path.group(0).contains("cohen_kappa_pairs");
    String key = name.equals("pandalm_nominal") && withJudges ? "pandalm_5workers" : name;
    return data.computeIfAbsent(key, DataSet::named);
  }

  private Answers answers(MatchResult path) {
    return set(path).answers();
  }

  private Agreement agreement(MatchResult path) {
    return Agreement.of(answers(path), NO_INTERVAL);
  }
}
