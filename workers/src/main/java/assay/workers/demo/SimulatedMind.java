package assay.workers.demo;

import assay.domain.PreferenceLabel;
import assay.domain.policy.Draw;
import assay.workers.demo.SimulatedPeople.Kind;
import java.time.Duration;
import java.util.Optional;

/**
 * How one simulated person looks at two answers: with skill, at a speed, and not without mistakes.
 *
 * <p>Everything follows from the person's name and the texts, whichever side they stand on.
 */
final class SimulatedMind {
  private static final double SKIPS = 0.03;
  private static final double TWICE = 0.08;

  private final String name;
  private final Kind kind;
  private final double skill;
  private final double speed;

  SimulatedMind(String name, Kind kind) {
    this.name = name;
    this.kind = kind;
    this.skill =
        switch (kind) {
          case TRAINED -> 0.80 + 0.13 * Draw.uniform(0, "demo/skill", name);
          case CARELESS -> 0.45;
          case EXPERT -> 0.97;
        };
    this.speed = 0.8 + 0.4 * Draw.uniform(0, "demo/speed", name);
  }

  /** What somebody does with an item, after {@link #pause()}. */
  sealed interface Act {
    Duration pause();
  }

  record Skip(Duration pause, String reason) implements Act {}

  /**
   * @param seconds what is reported, as a person would have taken
   * @param twice whether the button is pressed once more
   */
  record Judge(Duration pause, PreferenceLabel label, double seconds, boolean twice)
      implements Act {}

  Act act(String prompt, String shownA, String shownB) {
    Duration pause = Duration.ofMillis((long) (speed * (60 + 65 * draw("pause", prompt))));
    Optional<DemoItem> item = DemoPrompts.find(prompt);
    Optional<Quality> a = item.flatMap(i -> i.quality(shownA));
    Optional<Quality> b = item.flatMap(i -> i.quality(shownB));
    if (a.isEmpty() || b.isEmpty()) {
      return new Skip(pause, "I do not know this one");
    }
    if (kind != Kind.EXPERT && draw("skip", prompt) < SKIPS) {
      return new Skip(pause, "I am not sure what is asked");
    }
    // Thought in an order of one's own, so that the side shown first does not change the word.
    boolean turned = shownA.compareTo(shownB) > 0;
    int difference = turned ? b.get().above(a.get()) : a.get().above(b.get());
    PreferenceLabel label = SimulatedCritic.label(felt(difference, prompt));
    return new Judge(
        pause, turned ? label.swapped() : label, seconds(prompt), draw("twice", prompt) < TWICE);
  }

  private int felt(int difference, String prompt) {
    boolean right = draw("right", prompt) < skill;
    double which = draw("which", prompt);
    if (difference == 0) {
      return right ? 0 : which < 0.5 ? 1 : -1;
    }
    int side = Integer.signum(difference);
    if (!right) {
      return which < 0.4 ? 0 : -side;
    }
    // The side is seen more easily than how much better it is.
    return which < 0.75 ? difference : side * (3 - Math.abs(difference));
  }

  private double seconds(String prompt) {
    double seconds =
        switch (kind) {
          case CARELESS -> 3 + 6 * draw("seconds", prompt);
          case TRAINED, EXPERT -> 15 + speed * 25 * draw("seconds", prompt);
        };
    return Math.round(seconds * 10) / 10.0;
  }

  private double draw(String purpose, String prompt) {
    return Draw.uniform(0, "demo/" + purpose, name + "|" + prompt);
  }
}
