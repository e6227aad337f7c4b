package assay.workers.demo;

import assay.domain.PreferenceLabel;
import assay.domain.policy.Draw;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The demo's judge: knows how good both answers are, and is wrong about one time in ten.
 *
 * <p>Half of its errors are blind spots that belong to the pair, so that both orders share them:
 * those are what spot checks by people are for.
 */
final class SimulatedCritic {
  private static final String FIRST = "\nResponse A:\n";
  private static final String SECOND = "\n\nResponse B:\n";
  private static final double UNPARSABLE = 0.02;
  private static final double BLIND_SPOT = 0.05;
  private static final double SLIP = 0.05;

  private SimulatedCritic() {}

  /** How likely the critic holds a label to be. */
  record Chance(PreferenceLabel label, double probability) {}

  /**
   * What it says.
   *
   * @param verdicts all five forms, the one it gave first; empty when it gave none
   */
  record Opinion(String text, List<Chance> verdicts) {
    Opinion {
      verdicts = List.copyOf(verdicts);
    }
  }

  static Opinion judge(String question, String key) {
    Optional<Integer> difference = difference(question);
    if (difference.isEmpty() || Draw.uniform(0, "demo/unparsable", key) < UNPARSABLE) {
      return new Opinion("Both responses have something to be said for them.", List.of());
    }
    PreferenceLabel label = seen(question, key, difference.get());
    double sure = sureness(label, difference.get(), key);
    String reasons =
        label == PreferenceLabel.TIE
            ? "Response A and response B serve the request equally."
            : "One response is closer to what was asked and free of its mistakes.";
    return new Opinion(reasons + "\nVERDICT: " + label.verdict(), chances(label, sure));
  }

  /** How much better A is than B, from −2 to 2; empty for texts that are not the demo's. */
  private static Optional<Integer> difference(String question) {
    int first = question.indexOf(FIRST);
    int second = question.indexOf(SECOND, Math.max(0, first));
    if (first < 0 || second < 0) {
      return Optional.empty();
    }
    String asked = question.substring(0, first);
    String a = question.substring(first + FIRST.length(), second);
    String b = question.substring(second + SECOND.length());
    return DemoPrompts.find(asked.replaceFirst("^Prompt:\n", "").strip())
        .flatMap(item -> item.quality(a).flatMap(qa -> item.quality(b).map(qb -> qa.above(qb))));
  }

  private static PreferenceLabel seen(String question, String key, int difference) {
    int first = question.indexOf(FIRST);
    boolean blind = Draw.uniform(0, "demo/blind-spot", question.substring(0, first)) < BLIND_SPOT;
    boolean slip = Draw.uniform(0, "demo/slip", key) < SLIP;
    int seen = blind || slip ? -difference : difference;
    // A slight liking for what stands first: two equal answers may look different to it.
    if (difference == 0 && Draw.uniform(0, "demo/position", key) < 0.2) {
      seen = 1;
    }
    return label(seen);
  }

  static PreferenceLabel label(int margin) {
    for (PreferenceLabel label : PreferenceLabel.values()) {
      if (label.margin() == margin) {
        return label;
      }
    }
    throw new IllegalArgumentException("no label has the margin " + margin);
  }

  private static double sureness(PreferenceLabel label, int difference, String key) {
    double base =
        switch (Math.abs(difference)) {
          case 2 -> 0.94;
          case 1 -> 0.83;
          default -> 0.50;
        };
    double spread = 0.14 * (Draw.uniform(0, "demo/sure", key) - 0.5);
    double position = label.margin() > 0 ? 0.02 : -0.02;
    return Math.min(0.98, base + spread + position);
  }

  /** The rest goes to the other labels, most of it to the nearest. */
  private static List<Chance> chances(PreferenceLabel said, double sure) {
    double total = 0;
    for (PreferenceLabel label : PreferenceLabel.values()) {
      total += label == said ? 0 : nearness(label, said);
    }
    List<Chance> others = new ArrayList<>();
    for (PreferenceLabel label : PreferenceLabel.values()) {
      if (label != said) {
        others.add(new Chance(label, (1 - sure) * nearness(label, said) / total));
      }
    }
    others.sort(Comparator.comparingDouble(Chance::probability).reversed());
    List<Chance> all = new ArrayList<>(List.of(new Chance(said, sure)));
    all.addAll(others);
    return all;
  }

  private static double nearness(PreferenceLabel label, PreferenceLabel said) {
    return Math.scalb(1.0, -2 * Math.abs(label.margin() - said.margin()));
  }
}
