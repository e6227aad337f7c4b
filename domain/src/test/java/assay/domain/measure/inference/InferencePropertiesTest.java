package assay.domain.measure.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.domain.measure.Answers;
import assay.domain.measure.Doubles;
import assay.domain.measure.Ints;
import assay.domain.measure.SplitMix64;
import assay.domain.measure.simulation.World;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InferencePropertiesTest {
  private static final World WORLD = World.crowd(200, 4, 15, 4, 0.5, 0.95, 0.2, 5);

  @ParameterizedTest
  @EnumSource
  void renamingTasksWorkersAndLabelsChangesNothing(Method method) {
    Answers answers = WORLD.answers();
    int[] tasks = permutation(answers.nTasks(), 1);
    int[] workers = permutation(answers.nWorkers(), 2);
    // The ordinal model may only be turned round: the order of labels means something.
    int[] labels =
        method == Method.ORDINAL ? new int[] {3, 2, 1, 0} : permutation(answers.nLabels(), 3);
    Answers renamed = renamed(answers, tasks, workers, labels);

    InferredTruth one = TruthInference.infer(answers, method, Options.DEFAULT);
    InferredTruth other = TruthInference.infer(renamed, method, Options.DEFAULT);

    for (int t = 0; t < answers.nTasks(); t++) {
      for (int k = 0; k < answers.nLabels(); k++) {
        assertThat(other.posterior().probability(tasks[t], labels[k]))
            .isCloseTo(one.posterior().probability(t, k), within(1e-6));
      }
    }
    for (int w = 0; w < answers.nWorkers(); w++) {
      assertThat(other.quality().at(workers[w])).isCloseTo(one.quality().at(w), within(1e-6));
    }
    assertThat(other.why()).isEqualTo(one.why());
  }

  @ParameterizedTest
  @EnumSource
  void theOrderOfArrivalChangesNothingAtAll(Method method) {
    Answers answers = WORLD.answers();
    int[] order = permutation(answers.size(), 9);
    Answers shuffled =
        Answers.of(
            Arrays.stream(order).map(answers::task).toArray(),
            Arrays.stream(order).map(answers::worker).toArray(),
            Arrays.stream(order).map(answers::label).toArray(),
            answers.nTasks(),
            answers.nWorkers(),
            answers.nLabels());

    InferredTruth one = TruthInference.infer(answers, method, Options.DEFAULT);
    InferredTruth other = TruthInference.infer(shuffled, method, Options.DEFAULT);

    assertThat(other.quality()).isEqualTo(one.quality());
    assertThat(other.why()).isEqualTo(one.why());
  }

  @ParameterizedTest
  @EnumSource(names = {"DAWID_SKENE", "ONE_COIN", "MACE", "ORDINAL", "GLAD"})
  void theLogPosteriorNeverFalls(Method method) {
    InferenceOracleTest.assertNeverFalls(
        TruthInference.infer(WORLD.answers(), method, Options.DEFAULT));
  }

  @ParameterizedTest
  @EnumSource
  void goldIsKeptAndTeaches(Method method) {
    int[] gold = WORLD.truth().toArray();
    Arrays.fill(gold, 100, gold.length, Options.UNKNOWN);

    InferredTruth inferred =
        TruthInference.infer(WORLD.answers(), method, Options.DEFAULT.withGold(Ints.of(gold)));

    for (int t = 0; t < 100; t++) {
      assertThat(inferred.posterior().label(t)).isEqualTo(WORLD.truth().at(t));
      assertThat(inferred.posterior().confidence(t)).isCloseTo(1, within(1e-12));
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyDegenerateInputHasAnAnswer(Method method) {
    Answers nothing = Answers.of(new int[0], new int[0], new int[0], 2, 1, 2);
    Answers oneWorker = Answers.of(new int[] {0, 1}, new int[] {0, 0}, new int[] {1, 0}, 3, 1, 2);
    Answers oneLabel =
        Answers.of(new int[] {0, 0, 1}, new int[] {0, 1, 0}, new int[] {0, 0, 0}, 2, 2, 1);

    assertThat(infer(nothing, method).posterior().label(0)).isEqualTo(Posterior.NO_LABEL);
    assertThat(infer(nothing, method).posterior().confidence(1)).isZero();
    assertThat(infer(oneWorker, method).posterior().label(0)).isEqualTo(1);
    assertThat(infer(oneWorker, method).posterior().label(2)).isEqualTo(Posterior.NO_LABEL);
    assertThat(infer(oneLabel, method).posterior().label(1)).isZero();
  }

  @Test
  void aTieIsAnOutcome() {
    Answers tied =
        Answers.of(new int[] {0, 0, 0}, new int[] {0, 1, 2}, new int[] {2, 0, 1}, 1, 3, 4);
    Posterior posterior = infer(tied, Method.MAJORITY).posterior();

    assertThat(posterior.label(0)).isEqualTo(Posterior.NO_LABEL);
    assertThat(posterior.leaders(0)).containsExactly(0, 1, 2);
    assertThat(posterior.accuracy(Ints.of(1))).isCloseTo(1.0 / 3, within(1e-12));
    assertThat(posterior.accuracy(Ints.of(3))).isZero();
    assertThat(posterior.accuracy(Ints.of(Options.UNKNOWN))).isNaN();
  }

  @Test
  void givenWeightsDecideAWeightedVote() {
    Answers answers =
        Answers.of(new int[] {0, 0, 0}, new int[] {0, 1, 2}, new int[] {1, 0, 0}, 1, 3, 2);
    Options weights = Options.DEFAULT.withWorkerWeights(Doubles.of(0.9, 0.3, 0.3));

    Posterior posterior = TruthInference.infer(answers, Method.WEIGHTED, weights).posterior();

    assertThat(posterior.label(0)).isEqualTo(1);
    assertThat(posterior.confidence(0)).isCloseTo(0.6, within(1e-12));
  }

  @Test
  void misfitsAreRefusedByName() {
    Answers answers = WORLD.answers();
    assertThatThrownBy(
            () ->
                TruthInference.infer(
                    answers, Method.MAJORITY, Options.DEFAULT.withGold(Ints.of(1))))
        .hasMessage("1 gold entries for 200 tasks");
    assertThatThrownBy(
            () ->
                TruthInference.infer(
                    answers, Method.WEIGHTED, Options.DEFAULT.withWorkerWeights(Doubles.of(1))))
        .hasMessage("1 weights for 15 workers");
    assertThatThrownBy(() -> Answers.of(new int[1], new int[1], new int[] {7}, 1, 1, 5))
        .hasMessage("answer 0: label 7 is not in 0..4");
    assertThatThrownBy(() -> Answers.of(new int[1], new int[2], new int[1], 1, 1, 5))
        .hasMessage("columns differ in length: 1 tasks, 2 workers, 1 labels");
  }

  private static InferredTruth infer(Answers answers, Method method) {
    return TruthInference.infer(answers, method, Options.DEFAULT);
  }

  private static Answers renamed(Answers a, int[] tasks, int[] workers, int[] labels) {
    int[][] columns = new int[3][a.size()];
    for (int i = 0; i < a.size(); i++) {
      columns[0][i] = tasks[a.task(i)];
      columns[1][i] = workers[a.worker(i)];
      columns[2][i] = labels[a.label(i)];
    }
    return Answers.of(columns[0], columns[1], columns[2], a.nTasks(), a.nWorkers(), a.nLabels());
  }

  private static int[] permutation(int n, long seed) {
    SplitMix64 random = new SplitMix64(seed);
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  @Test
  void thousandsOfAnswersToOneTaskLeaveNothingToUnderflow() {
    int workers = 4000;
    int[] task = new int[2 * workers];
    int[] worker = new int[2 * workers];
    int[] label = new int[2 * workers];
    for (int i = 0; i < task.length; i++) {
      task[i] = i % 2;
      worker[i] = i / 2;
      label[i] = i / 2 % 3 == 0 ? 4 - i % 2 : i % 2;
    }
    Answers answers = Answers.of(task, worker, label, 2, workers, 5);
    for (Method method :
        List.of(Method.DAWID_SKENE, Method.ONE_COIN, Method.MACE, Method.ORDINAL)) {
      InferredTruth truth = TruthInference.infer(answers, method, Options.DEFAULT);

      assertThat(truth.posterior().probability(0, 0)).as("%s", method).isGreaterThan(0.99);
      assertThat(truth.posterior().probability(1, 1)).as("%s", method).isGreaterThan(0.99);
      assertThat(truth.convergence().logLikelihood().at(0)).as("%s", method).isFinite();
    }
  }

  /** In one order all who say 0 come first, in the other all who say 1. */
  @ParameterizedTest
  @EnumSource(names = {"DAWID_SKENE", "ONE_COIN", "MACE", "ORDINAL"})
  void theOrderOfManyAnswersToOneTaskDoesNotMatter(Method method) {
    Posterior straight = infer(twoCamps(false), method).posterior();
    Posterior turned = infer(twoCamps(true), method).posterior();

    for (int t = 0; t < straight.nTasks(); t++) {
      for (int label = 0; label < 3; label++) {
        assertThat(turned.probability(t, label))
            .as("task %d label %d", t, label)
            .isCloseTo(straight.probability(t, label), within(1e-6));
      }
    }
  }

  /** Two thousand people who agree on twenty tasks, and on another one not at all. */
  private static Answers twoCamps(boolean turned) {
    int workers = 2_020;
    int tasks = 21;
    int[] task = new int[workers * tasks];
    int[] worker = new int[task.length];
    int[] label = new int[task.length];
    for (int i = 0; i < task.length; i++) {
      int place = i / tasks;
      task[i] = i % tasks;
      worker[i] = turned ? workers - 1 - place : place;
      label[i] = task[i] > 0 ? task[i] % 3 : place < 1_000 ? 0 : 1;
    }
    return Answers.of(task, worker, label, tasks, workers, 3);
  }

  @Test
  void aWrongKnownLabelAgainstHundredsOfAnswersStaysFinite() {
    int workers = 600;
    int[] task = new int[2 * workers];
    int[] worker = new int[2 * workers];
    int[] label = new int[2 * workers];
    for (int i = 0; i < task.length; i++) {
      task[i] = i % 2;
      worker[i] = i / 2;
      label[i] = i % 2;
    }
    Answers answers = Answers.of(task, worker, label, 2, workers, 3);
    Options wrong = Options.DEFAULT.withGold(Ints.of(2, Options.UNKNOWN));

    InferredTruth truth = TruthInference.infer(answers, Method.DAWID_SKENE, wrong);

    assertThat(truth.convergence().converged()).isTrue();
    assertThat(truth.convergence().logLikelihood().toArray()).doesNotContain(Double.NaN);
    assertThat(truth.posterior().probability(0, 2)).isEqualTo(1);
  }
}
