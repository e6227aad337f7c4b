package assay.domain.measure.inference;

import static assay.domain.measure.oracles.OracleChecks.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.domain.measure.Answers;
import assay.domain.measure.Ints;
import assay.domain.measure.oracles.DataSet;
import assay.domain.measure.oracles.OracleChecks;
import assay.domain.measure.oracles.SharedData;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Truth inference against crowd-kit: values at fixed iterations, accuracy where recipes differ. */
class InferenceOracleTest {
  private static final double ONE_POINT = 0.01;
  private final Map<String, InferredTruth> results = new ConcurrentHashMap<>();
  private final Map<String, DataSet> data = new ConcurrentHashMap<>();

  @TestFactory
  Stream<DynamicTest> everyValueAtFixedIterations() {
    String run = "([^/]+)/(DawidSkene|OneCoinDawidSkene)_([0-9]+)it";
    return new OracleChecks()
        // crowd-kit's own loss adds the class prior once an answer; ours is the likelihood below.
        .note(".*/(call|crowdkit_loss_last|crowdkit_loss_decreases_somewhere)")
        .note(".*/max_abs_diff_to_independent_numpy")
        .expect("([^/]+)/n_labels", (p, v) -> assertThat(answers(p).size()).isEqualTo(v.asInt()))
        .expect(
            "([^/]+)/classes",
            (p, v) ->
                assertThat(set(p).labels())
                    .isEqualTo(
                        IntStream.range(0, v.size()).mapToObj(i -> v.get(i).asText()).toList()))
        .expect(run + "/label_counts/(.+)", this::labelCount)
        .expect(run + "/priors/(.+)", this::prior)
        .expect(run + "/mean_max_posterior", (p, v) -> assertClose(meanConfidence(p), v))
        .expect(run + "/entropy_mean_nats", (p, v) -> assertClose(meanEntropy(p), v, 1e-8))
        .expect(
            run + "/numpy_marginal_loglik_first_last",
            (p, v) -> {
              var history = run(p).convergence().logLikelihood();
              assertThat(history.at(0)).isCloseTo(v.get(0).asDouble(), within(1e-6));
              assertThat(history.at(history.size() - 1))
                  .isCloseTo(v.get(1).asDouble(), within(1e-6));
            })
        .expect(run + "/numpy_loglik_monotone", (p, v) -> assertNeverFalls(run(p)))
        .expect(run + "/errors\\[worker]\\[observed]\\[true]/([^/]+)/(.+)/(.+)", this::cell)
        .expect(run + "/skills/(.+)", this::skill)
        .tests(SharedData.json("ORACLES.json").get("dawid_skene_fixed_iterations"));
  }

  @TestFactory
  Stream<DynamicTest> everyAccuracy() {
    JsonNode section = SharedData.json("ORACLES.json").get("truth_inference_accuracy");
    return new OracleChecks()
        .note(".*/(call|last_loss|n_iter_run)")
        .expect(
            "([^/]+)/[^/]+/n_gold_scored",
            (p, v) ->
                assertThat(IntStream.of(set(p).truth().toArray()).filter(l -> l >= 0).count())
                    .isEqualTo(v.asLong()))
        .expect(
            "([^/]+)/MajorityVote/accuracy_ties_split",
            (p, v) -> assertClose(accuracy(p, Method.MAJORITY, Options.DEFAULT), v))
        .expect("([^/]+)/MajorityVote/tie_share", this::tieShare)
        .expect(
            "([^/]+)/MajorityVote/accuracy",
            (p, v) -> assertClose(lowestLabelAccuracy(p, Method.MAJORITY, Options.DEFAULT), v))
        .expect(
            "([^/]+)/(DawidSkene|DawidSkene_10it|OneCoinDS)/accuracy",
            (p, v) -> {
              int iterations = section.get(p.group(1)).get(p.group(2)).get("n_iter_run").asInt();
              Method method = p.group(2).equals("OneCoinDS") ? Method.ONE_COIN : Method.DAWID_SKENE;
              assertClose(
                  lowestLabelAccuracy(p, method, Options.DEFAULT.fixedIterations(iterations, 0)),
                  v);
            })
        // Other recipes for the same model, or (Wawa, ZBS) for the same idea: no worse than a
        // point.
        .expect("([^/]+)/(Wawa|ZBS)/accuracy", (p, v) -> noWorse(p, Method.WEIGHTED, v))
        .expect("([^/]+)/GLAD/accuracy", (p, v) -> noWorse(p, Method.GLAD, v))
        .expect("([^/]+)/MACE/accuracy", (p, v) -> noWorse(p, Method.MACE, v))
        .tests(section);
  }

  @ParameterizedTest
  @CsvSource({
    "pandalm_5workers, DawidSkene",
    "pandalm_5workers, OneCoinDawidSkene",
    "SP_amt, DawidSkene",
    "SP_amt, OneCoinDawidSkene"
  })
  void everyPosteriorAfterTenIterations(String set, String model) {
    String file = "posteriors/%s.%s.10it.jsonl".formatted(set.replace("SP", "sp"), model);
    InferredTruth actual = run(set, model, 10);
    for (String line : SharedData.lines(file)) {
      JsonNode expected = SharedData.parse(line);
      int task = set(set).tasks().indexOf(expected.get("task").asText());
      for (var label : expected.get("p").properties()) {
        int k = set(set).labels().indexOf(label.getKey());
        // The reference keeps posteriors at 1e-10 at least.
        assertThat(actual.posterior().probability(task, k))
            .isCloseTo(label.getValue().asDouble(), within(1e-9));
      }
    }
  }

  private void labelCount(MatchResult path, JsonNode expected) {
    Posterior posterior = run(path).posterior();
    int label = set(path).labels().indexOf(path.group(4));
    long count =
        IntStream.range(0, posterior.nTasks()).filter(t -> posterior.label(t) == label).count();
    assertThat(count).isEqualTo(expected.asLong());
  }

  private void prior(MatchResult path, JsonNode expected) {
    Posterior posterior = run(path).posterior();
    int label = set(path).labels().indexOf(path.group(4));
    assertClose(
        IntStream.range(0, posterior.nTasks())
            .mapToDouble(t -> posterior.probability(t, label))
            .average()
            .orElseThrow(),
        expected);
  }

  private double meanConfidence(MatchResult path) {
    Posterior posterior = run(path).posterior();
    return IntStream.range(0, posterior.nTasks())
        .mapToDouble(posterior::confidence)
        .average()
        .orElseThrow();
  }

  private double meanEntropy(MatchResult path) {
    Posterior posterior = run(path).posterior();
    double sum = 0;
    for (int t = 0; t < posterior.nTasks(); t++) {
      for (int k = 0; k < posterior.nLabels(); k++) {
        double p = posterior.probability(t, k);
        sum -= p > 0 ? p * Math.log(p) : 0;
      }
    }
    return sum / posterior.nTasks();
  }

  private void cell(MatchResult path, JsonNode expected) {
    int q = answers(path).nLabels();
    int worker = set(path).workers().indexOf(path.group(4));
    int observed = set(path).labels().indexOf(path.group(5));
    int truth = set(path).labels().indexOf(path.group(6));
    assertClose(run(path).confusion().at((worker * q + observed) * q + truth), expected);
  }

  private void skill(MatchResult path, JsonNode expected) {
    int q = answers(path).nLabels();
    int worker = set(path).workers().indexOf(path.group(4));
    assertClose(run(path).confusion().at(worker * q * q), expected);
  }

  private void tieShare(MatchResult path, JsonNode expected) {
    InferredTruth majority = TruthInference.infer(answers(path), Method.MAJORITY, Options.DEFAULT);
    double ties =
        IntStream.range(0, answers(path).nTasks())
            .filter(t -> set(path).truth().at(t) >= 0 && majority.posterior().tied(t))
            .count();
    double scored = IntStream.of(set(path).truth().toArray()).filter(l -> l >= 0).count();
    assertClose(ties / scored, expected);
  }

  private void noWorse(MatchResult path, Method method, JsonNode expected) {
    assertThat(accuracy(path, method, Options.DEFAULT))
        .isGreaterThanOrEqualTo(expected.asDouble() - ONE_POINT);
  }

  private double accuracy(MatchResult path, Method method, Options options) {
    return TruthInference.infer(answers(path), method, options)
        .posterior()
        .accuracy(set(path).truth());
  }

  /** As the reference scores: a tie goes to the label whose name sorts first. */
  private double lowestLabelAccuracy(MatchResult path, Method method, Options options) {
    Posterior posterior = TruthInference.infer(answers(path), method, options).posterior();
    Ints truth = set(path).truth();
    int scored = 0;
    int right = 0;
    for (int t = 0; t < posterior.nTasks(); t++) {
      if (truth.at(t) >= 0) {
        scored++;
        int chosen =
            IntStream.of(posterior.leaders(t))
                .boxed()
                .min(Comparator.comparing(k -> set(path).labels().get(k)))
                .orElseThrow();
        right += chosen == truth.at(t) ? 1 : 0;
      }
    }
    return (double) right / scored;
  }

  static void assertNeverFalls(InferredTruth result) {
    var history = result.convergence().objective();
    for (int i = 1; i < history.size(); i++) {
      assertThat(history.at(i)).isGreaterThanOrEqualTo(history.at(i - 1) - 1e-7);
    }
  }

  private InferredTruth run(MatchResult path) {
    return run(path.group(1), path.group(2), Integer.parseInt(path.group(3)));
  }

  private InferredTruth run(String set, String model, int iterations) {
    Method method = model.equals("DawidSkene") ? Method.DAWID_SKENE : Method.ONE_COIN;
    return results.computeIfAbsent(
        set + model + iterations,
        key ->
            TruthInference.infer(
                set(set).answers(), method, Options.DEFAULT.fixedIterations(iterations, 0)));
  }

  private DataSet set(MatchResult path) {
    return set(path.group(1));
  }

  private DataSet set(String name) {
    return data.computeIfAbsent(name, DataSet::named);
  }

  private Answers answers(MatchResult path) {
    return set(path).answers();
  }
}
