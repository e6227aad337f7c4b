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
 * @param routes one letter a pair: {@code a} accepted, {@code s} spot check, {@code p} people,
 *     {@code k} not judged here: an earlier batch's label is kept
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
  private static final char KEPT = 'k';

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

  /**
   * Spreads the columns of some pairs over the run of pairs that they belong to.
   *
   * @param places of each of them, ascending
   * @param count length of the run; all other places are kept
   */
  public VerdictColumns among(int[] places, int count) {
    return new VerdictColumns(
        letters(labels, '-', places, count),
        numbers(confidence, places, count),
        numbers(margin, places, count),
        letters(routes, KEPT, places, count),
        root,
        judges.stream()
            .map(
                judge ->
                    new JudgeColumns(
                        letters(judge.labels, '-', places, count),
                        numbers(judge.confidence, places, count)))
            .toList());
  }

  private static String letters(String some, char other, int[] places, int count) {
    StringBuilder all = new StringBuilder(String.valueOf(other).repeat(count));
    for (int i = 0; i < places.length; i++) {
      all.setCharAt(places[i], some.charAt(i));
    }
    return all.toString();
  }

  private static int[] numbers(int[] some, int[] places, int count) {
    int[] all = new int[count];
    for (int i = 0; i < places.length; i++) {
      all[places[i]] = some[i];
    }
    return all;
  }

  /** Whether the pair is not judged here: it keeps the label that an earlier batch gave it. */
  public boolean kept(int place) {
    return routes.charAt(place) == KEPT;
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
