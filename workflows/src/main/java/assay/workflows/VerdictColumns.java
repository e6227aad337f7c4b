package assay.workflows;

import assay.domain.PreferenceLabel;
import assay.domain.Verdict;
import assay.domain.policy.Route;
import java.util.List;

/**
 * A chunk's verdicts in columns, one place a pair, as they lie in history.
 *
 * @param labels one letter a pair: {@code 0} (A>>) … {@code 4} (B>>), {@code -} unparsable, {@code
 *     x} no answer
 * @param confidence of the label before any calibration, in millionths
 * @param margin posterior mean in millionths
 * @param routes one letter a pair: {@code a} accepted, {@code s} spot check, {@code p} people
 * @param root Merkle root over (id, prompt, responses, judge prompt, raw answers)
 * @param judges of a panel what each judge said, in the spec's order; empty for one judge
 */
public record VerdictColumns(
    String labels,
    int[] confidence,
    int[] margin,
    String routes,
    String root,
    List<JudgeColumns> judges) {
  public VerdictColumns {
    // Histories of versions without panels have none.
    judges = judges == null ? List.of() : List.copyOf(judges);
  }

  /**
   * One judge's verdicts.
   *
   * @param labels one letter a pair, as those of the panel
   * @param confidence in millionths
   */
  public record JudgeColumns(String labels, int[] confidence) {
    public static JudgeColumns of(List<Verdict> verdicts) {
      return new JudgeColumns(
          letters(verdicts), verdicts.stream().mapToInt(Verdict::confidence).toArray());
    }
  }

  /**
   * @param judges of a panel each judge's verdicts
   */
  public static VerdictColumns of(
      List<Verdict> verdicts, List<Route> routes, String root, List<JudgeColumns> judges) {
    StringBuilder letters = new StringBuilder();
    for (Route route : routes) {
      letters.append(
          switch (route) {
            case ACCEPT -> 'a';
            case SPOT_CHECK -> 's';
            case PEOPLE -> 'p';
          });
    }
    return new VerdictColumns(
        letters(verdicts),
        verdicts.stream().mapToInt(Verdict::confidence).toArray(),
        verdicts.stream().mapToInt(Verdict::margin).toArray(),
        letters.toString(),
        root,
        judges);
  }

  private static String letters(List<Verdict> verdicts) {
    StringBuilder labels = new StringBuilder();
    for (Verdict verdict : verdicts) {
      PreferenceLabel label = verdict.label();
      labels.append(
          switch (verdict.outcome()) {
            case DECIDED -> label == null ? '-' : (char) ('0' + label.ordinal());
            case UNPARSABLE -> '-';
            case UNREACHABLE -> 'x';
          });
    }
    return labels.toString();
  }

  public Verdict verdict(int place) {
    char letter = labels.charAt(place);
    return switch (letter) {
      case '-' -> Verdict.UNPARSABLE;
      case 'x' -> Verdict.UNREACHABLE;
      default ->
          new Verdict(
              Verdict.Outcome.DECIDED,
              PreferenceLabel.values()[letter - '0'],
              confidence[place],
              margin[place]);
    };
  }

  public Route route(int place) {
    char letter = routes.charAt(place);
    return switch (letter) {
      case 'a' -> Route.ACCEPT;
      case 's' -> Route.SPOT_CHECK;
      case 'p' -> Route.PEOPLE;
      default -> throw new IllegalArgumentException("no route '" + letter + "'");
    };
  }
}
