package assay.domain.measure.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import assay.domain.measure.SplitMix64;
import assay.domain.measure.inference.Method;
import assay.domain.measure.inference.Options;
import assay.domain.measure.inference.TruthInference;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * How far {@code auto} stays behind the better of majority and Dawid–Skene in worlds drawn at
 * random; makes the figures of {@code docs/RULES_OF_THUMB.md}. Nothing was tuned on these seeds.
 */
@Tag("simulation")
class AutoOnDrawnWorldsTest {
  private static final int WORLDS = 200;
  private static final int FIRST_SEED = 31_000;

  @Test
  void autoIsRarelyFarBehind() {
    List<double[]> small = new ArrayList<>();
    List<double[]> large = new ArrayList<>();
    for (int seed = FIRST_SEED; seed < FIRST_SEED + WORLDS; seed++) {
      World world = drawn(new SplitMix64(seed));
      double[] accuracy = {
        accuracy(world, Method.MAJORITY),
        accuracy(world, Method.DAWID_SKENE),
        accuracy(world, Method.AUTO)
      };
      (world.answers().nTasks() < 1000 ? small : large).add(accuracy);
    }
    say(
        "| worlds | majority | Dawid–Skene | auto | over 1 point behind | over 3 points | furthest"
            + " |");
    double farInSmall = report("fewer than 1,000 tasks", small);
    double farInLarge = report("1,000 tasks or more", large);

    assertThat(farInSmall).isLessThan(0.10);
    assertThat(farInLarge).isLessThan(0.03);
    for (List<double[]> worlds : List.of(small, large)) {
      assertThat(mean(worlds, 2)).isGreaterThan(Math.max(mean(worlds, 0), mean(worlds, 1)));
    }
  }

  /** Prints a row; the share of worlds in which auto is more than three points behind. */
  private static double report(String name, List<double[]> worlds) {
    int one = 0;
    int three = 0;
    double furthest = 0;
    for (double[] accuracy : worlds) {
      double behind = Math.max(accuracy[0], accuracy[1]) - accuracy[2];
      one += behind > 0.01 + 1e-9 ? 1 : 0;
      three += behind > 0.03 + 1e-9 ? 1 : 0;
      furthest = Math.max(furthest, behind);
    }
    say(
        String.format(
            Locale.ROOT,
            "| %d of %s | %.1f %% | %.1f %% | %.1f %% | %d | %d | %.1f points |",
            worlds.size(),
            name,
            100 * mean(worlds, 0),
            100 * mean(worlds, 1),
            100 * mean(worlds, 2),
            one,
            three,
            100 * furthest));
    return (double) three / worlds.size();
  }

  private static double mean(List<double[]> worlds, int column) {
    return worlds.stream().mapToDouble(accuracy -> accuracy[column]).average().orElseThrow();
  }

  /** 200 to 3,000 tasks, 2 to 10 answers each, 5 to 500 an annotator, all kinds of people. */
  private static World drawn(SplitMix64 random) {
    int tasks = one(random, 200, 300, 500, 1000, 2000, 3000);
    int redundancy = one(random, 2, 3, 3, 5, 5, 10);
    int labels = one(random, 2, 2, 3, 5, 5);
    int each = one(random, 5, 10, 20, 40, 80, 200, 500);
    int people = Math.max(redundancy + 1, tasks * redundancy / each);
    double worst = 0.4 + 0.35 * random.nextDouble();
    double best = Math.max(worst + 0.05, 0.75 + 0.24 * random.nextDouble());
    double clicking = one(random, 0, 0, 15, 30, 40) / 100.0;
    double leaning = one(random, 0, 0, 30) / 100.0;
    double difficulty = one(random, 0, 0, 0, 15) / 100.0;
    List<Annotator> crowd = new ArrayList<>();
    for (int p = 0; p < people; p++) {
      Annotator skilled = new Annotator.Skilled(worst + (best - worst) * random.nextDouble());
      double kind = random.nextDouble();
      double share = 0.3 + 0.5 * random.nextDouble();
      crowd.add(
          kind < clicking
              ? new Annotator.Random()
              : kind < clicking + leaning
                  ? new Annotator.Biased(skilled, random.nextInt(labels), share)
                  : skilled);
    }
    return World.of(tasks, redundancy, labels, crowd, difficulty, random);
  }

  private static int one(SplitMix64 random, int... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private static double accuracy(World world, Method method) {
    return TruthInference.infer(world.answers(), method, Options.DEFAULT)
        .posterior()
        .accuracy(world.truth());
  }

  private static void say(String line) {
    System.out.println(line);
  }
}
