package assay.domain.measure.inference;

import static assay.domain.measure.oracles.OracleChecks.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.domain.measure.Answers;
import assay.domain.measure.Doubles;
import assay.domain.measure.Ints;
import assay.domain.measure.oracles.OracleChecks;
import assay.domain.measure.oracles.PandaLm;
import assay.domain.measure.oracles.SharedData;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** PandaLM's people with GPT-3.5's verdicts as the model, against cleanlab. */
class CrowdlabOracleTest {
  private static final List<PandaLm.Pair> PAIRS = PandaLm.read().pairs();
  private static final int N = PAIRS.size();

  /** Two annotators skip items by number: id odd, and id a multiple of 3. */
  private static final Answers WHOLE = answers(false);

  private static final Answers INCOMPLETE = answers(true);

  @TestFactory
  Stream<DynamicTest> everyValue() {
    Crowdlab whole = Crowdlab.of(WHOLE, model(1));
    Crowdlab incomplete = Crowdlab.of(INCOMPLETE, model(1));
    return new OracleChecks()
        .note("inputs|call|cleanlab|incomplete/mask")
        .expect("crowdlab/(.*)", (p, v) -> compare(WHOLE, whole, p.group(1), v))
        .expect("incomplete/(.*)", (p, v) -> compare(INCOMPLETE, incomplete, p.group(1), v))
        .expect("agreement/(.*)", (p, v) -> new Misplaced().compare(p.group(1), v))
        .expect(
            "agreement_majority_vote/consensus_differs_from_majority",
            (p, v) -> assertThat(v.asInt()).isZero())
        .expect(
            "agreement_majority_vote/consensus_quality_score_mean",
            (p, v) -> assertClose(meanAgreement(WHOLE, whole.majority()), v))
        .expect("active_learning_scores_incomplete_first10", (p, v) -> activeLearning(v))
        .tests(SharedData.json("ORACLES.json").get("crowdlab_pandalm"));
  }

  @Test
  void withoutSharedTasksNobodyCanBeWeighed() {
    Answers alone = Answers.of(new int[] {0, 1}, new int[] {0, 1}, new int[] {0, 1}, 2, 2, 2);

    assertThatThrownBy(() -> Crowdlab.of(alone, new double[4]))
        .hasMessage("no task has answers from two annotators");
    assertThatThrownBy(() -> Crowdlab.of(alone, new double[3]))
        .hasMessage("3 probabilities for 2 tasks of 2 labels");
  }

  @Test
  void aTaskWithoutAnswersKeepsTheModelsProbabilities() {
    Answers answers =
        Answers.of(new int[] {0, 0, 1, 1}, new int[] {0, 1, 0, 1}, new int[] {0, 0, 1, 1}, 3, 2, 2);

    Crowdlab result = Crowdlab.of(answers, new double[] {0.9, 0.1, 0.2, 0.8, 0.3, 0.7});

    assertThat(result.posterior().probability(2, 1)).isEqualTo(0.7);
    assertThat(result.consensus()).isEqualTo(Ints.of(0, 1, 1));
    assertThat(result.activeLearningScores(answers).at(2))
        .isLessThan(result.activeLearningScores(answers).at(1));
  }

  private static void compare(Answers answers, Crowdlab result, String path, JsonNode expected) {
    String[] parts = path.split("/", -1);
    switch (parts[0]) {
      case "consensus_counts" ->
          assertThat(count(result.consensus(), Integer.parseInt(parts[1])))
              .isEqualTo(expected.asLong());
      case "consensus_differs_from_majority" ->
          assertThat(N - equal(result.consensus(), result.majority())).isEqualTo(expected.asInt());
      case "consensus_quality_score_mean" ->
          assertClose(IntStream.range(0, N).mapToDouble(result::confidence).sum() / N, expected);
      case "accuracy_vs_full_majority" ->
          assertClose(equal(result.consensus(), full()) / (double) N, expected);
      case "mv_accuracy" -> assertClose(equal(result.majority(), full()) / (double) N, expected);
      case "model_weight" -> assertClose(result.modelWeight(), expected);
      case "annotator_weight" -> assertAll(result.annotatorWeights(), expected);
      case "annotator_quality" ->
          assertClose(
              result.annotatorQuality().at(parts[1].charAt("annotator".length()) - '1'), expected);
      case "first10" -> first(answers, result, parts[1], expected);
      default -> throw new AssertionError("unknown measure " + path);
    }
  }

  private static void first(Answers answers, Crowdlab result, String measure, JsonNode expected) {
    for (int t = 0; t < expected.size(); t++) {
      double actual =
          switch (measure) {
            case "consensus_label" -> result.consensus().at(t);
            case "consensus_quality_score" -> result.confidence(t);
            case "annotator_agreement" -> agreement(answers, t, result.consensus().at(t));
            case "num_annotations" -> answers.start(t + 1) - answers.start(t);
            default -> throw new AssertionError("unknown measure " + measure);
          };
      assertClose(actual, expected.get(t));
    }
  }

  /**
   * The reference fits a temperature first, on its misplaced counts (see {@link Misplaced}); ours
   * takes the model's probabilities as they are, so the test gives it those.
   */
  private static void activeLearning(JsonNode expected) {
    double temperature = new Misplaced().temperature();
    Crowdlab scaled = Crowdlab.of(INCOMPLETE, model(temperature));
    Doubles scores = scaled.activeLearningScores(INCOMPLETE);
    assertAll(Doubles.of(Arrays.copyOf(scores.toArray(), expected.size())), expected);
  }

  /**
   * An error of cleanlab 2.9.0: labels read from a table with gaps are decimal numbers, and their
   * counts are then placed by rank among the labels a task got, not at the label. So "agreement"
   * with "best quality" names 0 where all agree on 2. Its values are explained here, not ours.
   */
  private static final class Misplaced {
    private double[] counts(Answers answers, int t) {
      double[] byLabel = new double[3];
      for (int i = answers.start(t); i < answers.start(t + 1); i++) {
        byLabel[answers.label(i)]++;
      }
      return Arrays.copyOf(Arrays.stream(byLabel).filter(n -> n > 0).toArray(), 3);
    }

    void compare(String path, JsonNode expected) {
      int[] named = new int[N];
      int[] majority = Crowdlab.of(WHOLE, model(1)).majority().toArray();
      for (int t = 0; t < N; t++) {
        double[] counts = counts(WHOLE, t);
        double most = Arrays.stream(counts).max().orElseThrow();
        int[] leaders = IntStream.range(0, 3).filter(k -> counts[k] == most).toArray();
        named[t] = leaders.length == 1 ? leaders[0] : majority[t];
      }
      Ints consensus = Ints.of(named);
      String[] parts = path.split("/", -1);
      switch (parts[0]) {
        case "consensus_counts" ->
            assertThat(count(consensus, Integer.parseInt(parts[1]))).isEqualTo(expected.asLong());
        case "consensus_differs_from_majority" ->
            assertThat(N - equal(consensus, Ints.of(majority))).isEqualTo(expected.asInt());
        case "consensus_quality_score_mean" ->
            assertClose(meanAgreement(WHOLE, consensus), expected);
        case "annotator_quality" ->
            assertClose(
                IntStream.range(0, N)
                        .filter(
                            t ->
                                WHOLE.label(3 * t + parts[1].charAt("annotator".length()) - '1')
                                    == named[t])
                        .count()
                    / (double) N,
                expected);
        case "first10" -> {
          for (int t = 0; t < expected.size(); t++) {
            assertClose(
                switch (parts[1]) {
                  case "consensus_label" -> named[t];
                  case "num_annotations" -> 3;
                  default -> agreement(WHOLE, t, named[t]);
                },
                expected.get(t));
          }
        }
        default -> throw new AssertionError("unknown measure " + path);
      }
    }

    /** The best of the reference's grid by its soft cross-entropy. */
    double temperature() {
      double[] coarse = {0.1, 0.2, 0.5, 0.8, 1, 2, 3, 5, 8};
      double best = best(Arrays.stream(coarse).boxed().toList());
      int at = Arrays.binarySearch(coarse, best);
      List<Double> fine = new ArrayList<>();
      for (int i = 0; i < 4 && at > 0; i++) {
        fine.add(coarse[at - 1] + i * (coarse[at] - coarse[at - 1]) / 4);
      }
      for (int i = 0; i <= 4 && at < coarse.length - 1; i++) {
        fine.add(coarse[at] + i * (coarse[at + 1] - coarse[at]) / 4);
      }
      return best(fine);
    }

    private double best(List<Double> temperatures) {
      double best = 0;
      double least = Double.POSITIVE_INFINITY;
      for (double temperature : temperatures) {
        double[] scaled = model(temperature);
        double entropy = 0;
        for (int t = 0; t < N; t++) {
          double[] counts = counts(INCOMPLETE, t);
          double given = Arrays.stream(counts).sum();
          for (int k = 0; k < 3; k++) {
            entropy -= counts[k] / given * Math.log(scaled[t * 3 + k]);
          }
        }
        if (entropy < least) {
          least = entropy;
          best = temperature;
        }
      }
      return best;
    }
  }

  private static double meanAgreement(Answers answers, Ints labels) {
    return IntStream.range(0, N).mapToDouble(t -> agreement(answers, t, labels.at(t))).sum() / N;
  }

  private static double agreement(Answers answers, int t, int label) {
    double equal = 0;
    for (int i = answers.start(t); i < answers.start(t + 1); i++) {
      equal += answers.label(i) == label ? 1 : 0;
    }
    return equal / (answers.start(t + 1) - answers.start(t));
  }

  private static Ints full() {
    return Crowdlab.of(WHOLE, model(1)).majority();
  }

  private static long count(Ints labels, int label) {
    return Arrays.stream(labels.toArray()).filter(l -> l == label).count();
  }

  private static long equal(Ints labels, Ints others) {
    return IntStream.range(0, N).filter(t -> labels.at(t) == others.at(t)).count();
  }

  private static void assertAll(Doubles actual, JsonNode expected) {
    assertThat(actual.size()).isEqualTo(expected.size());
    for (int i = 0; i < expected.size(); i++) {
      assertClose(actual.at(i), expected.get(i));
    }
  }

  /** 0.7 on the verdict of GPT-3.5, 0.15 on the others, a third each without one; scaled. */
  private static double[] model(double temperature) {
    double[] model = new double[3 * N];
    for (int t = 0; t < N; t++) {
      int verdict = PAIRS.get(t).gpt35();
      double sum = 0;
      for (int k = 0; k < 3; k++) {
        double p = verdict < 0 ? 1.0 / 3 : verdict == k ? 0.7 : 0.15;
        model[t * 3 + k] = Math.pow(p, 1 / temperature);
        sum += model[t * 3 + k];
      }
      for (int k = 0; k < 3; k++) {
        model[t * 3 + k] /= sum;
      }
    }
    return model;
  }

  private static Answers answers(boolean gaps) {
    int[][] columns = new int[3][3 * N];
    int n = 0;
    for (int t = 0; t < N; t++) {
      for (int w = 0; w < 3; w++) {
        if (gaps && ((w == 2 && t % 2 == 1) || (w == 1 && t % 3 == 0))) {
          continue;
        }
        columns[0][n] = t;
        columns[1][n] = w;
        columns[2][n] = PAIRS.get(t).people().get(w);
        n++;
      }
    }
    return Answers.of(
        Arrays.copyOf(columns[0], n),
        Arrays.copyOf(columns[1], n),
        Arrays.copyOf(columns[2], n),
        N,
        3,
        3);
  }
}
