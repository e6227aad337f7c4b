package assay.domain.measure.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import assay.domain.measure.SplitMix64;
import assay.domain.measure.inference.Method;
import assay.domain.measure.inference.Options;
import assay.domain.measure.inference.Posterior;
import assay.domain.measure.inference.TruthInference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.stat.descriptive.moment.Variance;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * How far {@code auto} stays behind the better of majority and Dawid–Skene in worlds drawn at
 * random; makes the figures of {@code docs/RULES_OF_THUMB.md}. Nothing was tuned on these seeds.
 */
@Tag("simulation")
class AutoOnDrawnWorldsTest {
  private static final int WORLDS = 200;
  private static final int FIRST_SEED = 71_000;

  /** What one world showed: three accuracies, and how surely auto is behind the better one. */
  private record Shown(double majority, double dawidSkene, double auto, double error) {
    double behind() {
      return Math.max(majority, dawidSkene) - auto;
    }

    boolean isOver(double points) {
      return behind() > points / 100 + 1e-9;
    }

    /** Over a point even at the lower end of the 95 % interval of the paired difference. */
    boolean isSurelyOverOne() {
      return behind() - 1.96 * error > 0.01;
    }
  }

  @Test
  void autoIsRarelyOverAPointBehind() {
    List<Shown> small = new ArrayList<>();
    List<Shown> large = new ArrayList<>();
    for (int seed = FIRST_SEED; seed < FIRST_SEED + WORLDS; seed++) {
      World world = drawn(new SplitMix64(seed));
      (world.answers().nTasks() < 1000 ? small : large).add(shown(world));
    }
    say(
        "| worlds | majority | Dawid–Skene | auto | over 1 point behind | surely | over 3 points"
            + " | furthest |");
    report("fewer than 1,000 tasks", small);
    report("1,000 tasks or more", large);

    assertThat(share(small, shown -> shown.isOver(1))).isLessThan(0.15);
    assertThat(share(small, Shown::isSurelyOverOne)).isLessThan(0.05);
    assertThat(share(large, shown -> shown.isOver(1))).isLessThan(0.04);
    assertThat(share(large, Shown::isSurelyOverOne)).isLessThan(0.02);
    for (List<Shown> worlds : List.of(small, large)) {
      assertThat(mean(worlds, Shown::auto))
          .isGreaterThan(Math.max(mean(worlds, Shown::majority), mean(worlds, Shown::dawidSkene)));
    }
  }

  private static Shown shown(World world) {
    Posterior majority = infer(world, Method.MAJORITY);
    Posterior dawidSkene = infer(world, Method.DAWID_SKENE);
    Posterior auto = infer(world, Method.AUTO);
    double byMajority = majority.accuracy(world.truth());
    double byDawidSkene = dawidSkene.accuracy(world.truth());
    Posterior better = byMajority >= byDawidSkene ? majority : dawidSkene;
    int n = world.answers().nTasks();
    double[] ahead = new double[n];
    for (int t = 0; t < n; t++) {
      ahead[t] = credit(better, world, t) - credit(auto, world, t);
    }
    double error = Math.sqrt(new Variance().evaluate(ahead) / n);
    return new Shown(byMajority, byDawidSkene, auto.accuracy(world.truth()), error);
  }

  /** 1 for a right label, its share for a tied one. */
  private static double credit(Posterior posterior, World world, int t) {
    int[] leaders = posterior.leaders(t);
    boolean right = Arrays.stream(leaders).anyMatch(label -> label == world.truth().at(t));
    return right ? 1.0 / leaders.length : 0;
  }

  private static void report(String name, List<Shown> worlds) {
    say(
        String.format(
            Locale.ROOT,
            "| %d of %s | %.1f %% | %.1f %% | %.1f %% | %.0f | %.0f | %.0f | %.1f points |",
            worlds.size(),
            name,
            100 * mean(worlds, Shown::majority),
            100 * mean(worlds, Shown::dawidSkene),
            100 * mean(worlds, Shown::auto),
            worlds.size() * share(worlds, shown -> shown.isOver(1)),
            worlds.size() * share(worlds, Shown::isSurelyOverOne),
            worlds.size() * share(worlds, shown -> shown.isOver(3)),
            100 * worlds.stream().mapToDouble(Shown::behind).max().orElseThrow()));
  }

  private static double share(List<Shown> worlds, Predicate<Shown> which) {
    return (double) worlds.stream().filter(which).count() / worlds.size();
  }

  private static double mean(List<Shown> worlds, ToDoubleFunction<Shown> what) {
    return worlds.stream().mapToDouble(what).average().orElseThrow();
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

  private static Posterior infer(World world, Method method) {
    return TruthInference.infer(world.answers(), method, Options.DEFAULT).posterior();
  }

  private static void say(String line) {
    System.out.println(line);
  }
}
