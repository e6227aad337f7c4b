package assay.domain.measure.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.domain.measure.Answers;
import assay.domain.measure.Ints;
import assay.domain.measure.SplitMix64;
import assay.domain.measure.oracles.DataSet;
import assay.domain.measure.simulation.World;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Auto never looks at the truth and stays within a point of the better of two. */
class AutoChoiceTest {
  private static final double ONE_POINT = 0.01;

  /** Whole public sets (redundancy 0), and what is left of them with fewer answers a task. */
  @ParameterizedTest
  @CsvSource({
    "CF_amt, 0", "SP_amt, 0", "MS, 0", "CF_amt, 10", "CF_amt, 5", "CF_amt, 3", "CF_amt, 2",
    "SP_amt, 10", "SP_amt, 5", "SP_amt, 3", "SP_amt, 2", "MS, 5", "MS, 3", "MS, 2"
  })
  void onPublicSets(String name, int redundancy) {
    DataSet data = DataSet.named(name);
    Answers answers = redundancy == 0 ? data.answers() : thinned(data.answers(), redundancy);
    assertWithinAPoint(answers, data.truth());
  }

  @ParameterizedTest
  @CsvSource({
    "300, 3, 90, 2, 0.0",
    "1000, 3, 300, 5, 0.0",
    "1000, 3, 300, 5, 0.3",
    "2000, 5, 20, 2, 0.3",
    "2000, 5, 20, 5, 0.3",
    "300, 5, 50, 5, 0.0"
  })
  void onSimulatedCrowds(int tasks, int redundancy, int workers, int labels, double spam) {
    World world = World.crowd(tasks, redundancy, workers, labels, 0.55, 0.97, spam, 11);
    assertWithinAPoint(world.answers(), world.truth());
  }

  @Test
  void itSaysWhy() {
    World world = World.crowd(500, 5, 10, 3, 0.4, 0.95, 0.3, 3);

    InferredTruth auto = TruthInference.infer(world.answers(), Method.AUTO, Options.DEFAULT);

    assertThat(auto.method()).isNotEqualTo(Method.AUTO);
    assertThat(auto.why())
        .startsWith("auto: ")
        .contains(
            " predicts held-out answers best (mean log-probability of 2500 answers: majority -")
        .endsWith(" with 250.0 answers an annotator over 3 labels");
  }

  @Test
  void whatTheDataCannotTellApartIsAveraged() {
    World world = World.crowd(200, 3, 40, 2, 0.6, 0.9, 0.0, 4);

    InferredTruth auto = TruthInference.infer(world.answers(), Method.AUTO, Options.DEFAULT);

    assertThat(auto.why())
        .contains(", not surely better than ")
        .contains(", so they are averaged,");
    for (int t = 0; t < 200; t++) {
      assertThat(auto.posterior().probability(t, 0) + auto.posterior().probability(t, 1))
          .isCloseTo(1, within(1e-12));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void renumberingChangesNeitherTheChoiceNorTheFolds(int seed) {
    // Few patterns of answers, so that many tasks are alike, and no clear winner.
    Answers answers = World.crowd(300, 3, 3, 2, 0.6, 0.9, 0.3, seed).answers();
    SplitMix64 random = new SplitMix64(seed);
    int[] place = new int[300];
    for (int t = 0; t < 300; t++) {
      int other = random.nextInt(t + 1);
      place[t] = place[other];
      place[other] = t;
    }
    int[] task = new int[answers.size()];
    int[] worker = new int[answers.size()];
    int[] label = new int[answers.size()];
    for (int i = 0; i < task.length; i++) {
      task[i] = place[answers.task(i)];
      worker[i] = 2 - answers.worker(i);
      label[i] = 1 - answers.label(i);
    }
    Answers renamed = Answers.of(task, worker, label, 300, 3, 2);

    assertThat(TruthInference.infer(renamed, Method.AUTO, Options.DEFAULT).why())
        .isEqualTo(TruthInference.infer(answers, Method.AUTO, Options.DEFAULT).why());
  }

  @Test
  void withoutSharedTasksThereIsNothingToLearn() {
    Answers alone = Answers.of(new int[] {0, 1}, new int[] {0, 1}, new int[] {0, 1}, 2, 2, 2);

    InferredTruth auto = TruthInference.infer(alone, Method.AUTO, Options.DEFAULT);

    assertThat(auto.method()).isEqualTo(Method.MAJORITY);
    assertThat(auto.why())
        .isEqualTo("auto: no task has answers from two annotators, so nothing else can be learned");
  }

  private static void assertWithinAPoint(Answers answers, Ints truth) {
    double majority = accuracy(answers, truth, Method.MAJORITY);
    double dawidSkene = accuracy(answers, truth, Method.DAWID_SKENE);
    assertThat(accuracy(answers, truth, Method.AUTO))
        .isGreaterThanOrEqualTo(Math.max(majority, dawidSkene) - ONE_POINT);
  }

  private static double accuracy(Answers answers, Ints truth, Method method) {
    return TruthInference.infer(answers, method, Options.DEFAULT).posterior().accuracy(truth);
  }

  /** At most so many answers a task, drawn. */
  private static Answers thinned(Answers answers, int redundancy) {
    SplitMix64 random = new SplitMix64(0);
    int[][] columns = new int[3][answers.size()];
    int n = 0;
    for (int t = 0; t < answers.nTasks(); t++) {
      int wanted = redundancy;
      for (int i = answers.start(t); i < answers.start(t + 1); i++) {
        if (random.nextInt(answers.start(t + 1) - i) < wanted) {
          wanted--;
          columns[0][n] = t;
          columns[1][n] = answers.worker(i);
          columns[2][n] = answers.label(i);
          n++;
        }
      }
    }
    return Answers.of(
        Arrays.copyOf(columns[0], n),
        Arrays.copyOf(columns[1], n),
        Arrays.copyOf(columns[2], n),
        answers.nTasks(),
        answers.nWorkers(),
        answers.nLabels());
  }
}
