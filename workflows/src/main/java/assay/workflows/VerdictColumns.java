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
 * @param confidence probability of the label in millionths
 * @param margin posterior mean in millionths
 * @param routes one letter a pair: {@code a} accepted, {@code s} spot check, {@code p} people
 * @param root Merkle root over (id, prompt, responses, judge prompt, raw answers)
 */
public record VerdictColumns(
    String labels, int[] confidence, int[] margin, String routes, String root) {

  public static VerdictColumns of(List<Verdict> verdicts, List<Route> routes, String root) {
    StringBuilder labels = new StringBuilder();
    StringBuilder letters = new StringBuilder();
    for (Verdict verdict : verdicts) {
      PreferenceLabel label = verdict.label();
      labels.append(
          switch (verdict.outcome()) {
            case DECIDED -> label == null ? '-' : (char) ('0' + label.ordinal());
            case UNPARSABLE -> '-';
            case UNREACHABLE -> 'x';
          });
    }
    for (Route route : routes) {
      letters.append(
          switch (route) {
            case ACCEPT -> 'a';
            case SPOT_CHECK -> 's';
            case PEOPLE -> 'p';
          });
    }
    return new VerdictColumns(
        labels.toString(),
        verdicts.stream().mapToInt(Verdict::confidence).toArray(),
        verdicts.stream().mapToInt(Verdict::margin).toArray(),
        letters.toString(),
        root);
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
