package assay.domain.measure.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.domain.measure.SplitMix64;
import assay.domain.measure.inference.Method;
import assay.domain.measure.inference.Options;
import assay.domain.measure.inference.Posterior;
import assay.domain.measure.inference.TruthInference;
import assay.domain.measure.quality.GoldRecord;
import assay.domain.measure.quality.GoldRule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Makes the figures of {@code docs/RULES_OF_THUMB.md} and holds the page's statements to them. */
@Tag("simulation")
class RulesOfThumbTest {
  private static final int PEOPLE = 40_000;
  private static final double RANDOM = 0.4;
  private static final GoldRule PLAIN = GoldRule.Threshold.OF_BATCHES;
  private static final GoldRule SEQUENTIAL = GoldRule.Sequential.DEFAULT;

  /** Which of the first tasks are gold. */
  private interface Schedule {
    boolean isGold(int task, SplitMix64 random);
  }

  @Test
  void whatGoldCatches() {
    say("| gold | rule | within | random | honest 75 % | honest 85 % |");
    double tenIn20 = row("10 % drawn", drawn(0.1), PLAIN, 20);
    double fiveIn40 = row("5 % drawn", drawn(0.05), PLAIN, 40);
    row("10 % drawn", drawn(0.1), PLAIN, 100);
    row("10 % drawn", drawn(0.1), SEQUENTIAL, 20);
    row("10 % drawn", drawn(0.1), SEQUENTIAL, 100);
    double front = row("10 of the first 20", (t, r) -> t % 2 == 0, PLAIN, 20);
    double frontSequential = row("10 of the first 20", (t, r) -> t % 2 == 0, SEQUENTIAL, 20);

    assertThat(tenIn20).isCloseTo(0.032, within(0.006));
    assertThat(fiveIn40).isCloseTo(0.035, within(0.006));
    assertThat(front).isGreaterThan(0.9);
    assertThat(frontSequential).isGreaterThan(0.85);
  }

  @Test
  void whatEachGoldQuestionTells() {
    GoldRule.Sequential test = GoldRule.Sequential.DEFAULT;
    say(
        "| gold seen | plain: random | plain: 75 % | plain: 85 % | sequential: random | 75 % | 85 % |");
    for (int seen : new int[] {5, 10, 20, 50}) {
      Schedule all = (t, r) -> true;
      say(
          String.format(
              Locale.ROOT,
              "| %d | %.1f %% | %.1f %% | %.1f %% | %.1f %% | %.1f %% | %.1f %% |",
              seen,
              100 * caught(RANDOM, all, PLAIN, seen),
              100 * caught(0.75, all, PLAIN, seen),
              100 * caught(0.85, all, PLAIN, seen),
              100 * test.failureProbability(RANDOM, seen),
              100 * test.failureProbability(0.75, seen),
              100 * test.failureProbability(0.85, seen)));
    }
    assertThat(caught(0.75, (t, r) -> true, PLAIN, 10)).isGreaterThan(0.2);
    assertThat(test.failureProbability(0.85, 1000)).isLessThan(0.05);
  }

  @Test
  void whatRedundancyBuys() {
    say("| single error | tasks | three | five | three, then up to five | labels a task |");
    for (double error : new double[] {0.15, 0.2, 0.25}) {
      redundancy(error, 0);
      redundancy(error, 0.2);
    }
    assertThat(majorityError(0.2, 0, 3)).isCloseTo(0.104, within(0.004));
    assertThat(majorityError(0.2, 0.2, 3)).isCloseTo(0.16, within(0.004));
  }

  @Test
  void whatSpamBiasAndFatigueDo() {
    say(
        "| crowd of 30, five labels, three answers a task | majority | weighted | Dawid-Skene | auto |");
    List<Annotator> skilled = crowd(new Annotator.Skilled(0.8), new Annotator.Skilled(0.8));
    compare("80 % right", skilled);
    compare("a third clicks at random", crowd(new Annotator.Skilled(0.8), new Annotator.Random()));
    compare(
        "a third gives the middle label half the time",
        crowd(
            new Annotator.Skilled(0.8), new Annotator.Biased(new Annotator.Skilled(0.8), 2, 0.5)));
    compare(
        "a third tires from 80 % to chance",
        crowd(new Annotator.Skilled(0.8), new Annotator.Tiring(0.8, 0.004)));
  }

  private static Schedule drawn(double share) {
    return (task, random) -> random.nextDouble() < share;
  }

  private static double row(String gold, Schedule schedule, GoldRule rule, int tasks) {
    double random = caught(RANDOM, schedule, rule, tasks);
    say(
        String.format(
            Locale.ROOT,
            "| %s | %s | %d tasks | %.1f %% | %.1f %% | %.1f %% |",
            gold,
            rule.equals(PLAIN) ? "5 gold, < 60 %" : "sequential",
            tasks,
            100 * random,
            100 * caught(0.75, schedule, rule, tasks),
            100 * caught(0.85, schedule, rule, tasks)));
    return random;
  }

  /** The share of annotators of this directional accuracy that fail within so many tasks. */
  private static double caught(double accuracy, Schedule schedule, GoldRule rule, int tasks) {
    SplitMix64 random = new SplitMix64(1);
    int caught = 0;
    for (int person = 0; person < PEOPLE; person++) {
      int seen = 0;
      int right = 0;
      boolean failed = false;
      for (int t = 0; t < tasks && !failed; t++) {
        if (schedule.isGold(t, random)) {
          seen++;
          right += random.nextDouble() < accuracy ? 1 : 0;
          failed = rule.fails(new GoldRecord(seen, right, right));
        }
      }
      caught += failed ? 1 : 0;
    }
    return (double) caught / PEOPLE;
  }

  private static void redundancy(double error, double correlation) {
    double[] adaptive = adaptive(error, correlation);
    say(
        String.format(
            Locale.ROOT,
            "| %.0f %% | %s | %.1f %% | %.1f %% | %.1f %% | %.2f |",
            100 * error,
            correlation == 0 ? "independent errors" : "hard tasks mislead all (rho 0.2)",
            100 * majorityError(error, correlation, 3),
            100 * majorityError(error, correlation, 5),
            100 * adaptive[0],
            adaptive[1]));
  }

  private static double majorityError(double error, double correlation, int redundancy) {
    World world = binary(error, correlation, redundancy);
    return 1
        - TruthInference.infer(world.answers(), Method.MAJORITY, Options.DEFAULT)
            .posterior()
            .accuracy(world.truth());
  }

  /** Stops at three equal votes, else takes all five: the error and the labels a task. */
  private static double[] adaptive(double error, double correlation) {
    World world = binary(error, correlation, 5);
    int wrong = 0;
    int labels = 0;
    for (int t = 0; t < world.answers().nTasks(); t++) {
      int[] votes = new int[2];
      int i = world.answers().start(t);
      while (votes[0] < 3 && votes[1] < 3) {
        votes[world.answers().label(i++)]++;
        labels++;
      }
      wrong += votes[world.truth().at(t)] < 3 ? 1 : 0;
    }
    double tasks = world.answers().nTasks();
    return new double[] {wrong / tasks, labels / tasks};
  }

  /** Half the tasks are harder, half easier, so that two people's errors correlate as told. */
  private static World binary(double error, double correlation, int redundancy) {
    double difficulty = Math.sqrt(correlation * error * (1 - error));
    List<Annotator> crowd = Collections.nCopies(50, new Annotator.Skilled(1 - error));
    return World.of(60_000, redundancy, 2, crowd, difficulty, new SplitMix64(3));
  }

  private static List<Annotator> crowd(Annotator usual, Annotator other) {
    List<Annotator> crowd = new ArrayList<>(Collections.nCopies(20, usual));
    crowd.addAll(Collections.nCopies(10, other));
    return List.copyOf(crowd);
  }

  private static void compare(String name, List<Annotator> crowd) {
    World world = World.of(2000, 3, 5, crowd, 0, new SplitMix64(6));
    say(
        String.format(
            Locale.ROOT,
            "| %s | %.1f %% | %.1f %% | %.1f %% | %.1f %% |",
            name,
            100 * accuracy(world, Method.MAJORITY),
            100 * accuracy(world, Method.WEIGHTED),
            100 * accuracy(world, Method.DAWID_SKENE),
            100 * accuracy(world, Method.AUTO)));
  }

  private static double accuracy(World world, Method method) {
    Posterior posterior =
        TruthInference.infer(world.answers(), method, Options.DEFAULT).posterior();
    return posterior.accuracy(world.truth());
  }

  private static void say(String line) {
    System.out.println(line);
  }
}
