package assay.domain.policy;

import assay.domain.PreferenceLabel;
import assay.domain.Verdict;
import assay.domain.spec.CampaignSpec;
import java.util.List;
import java.util.Optional;

/**
 * Whether a judge answers its canary, the same gold questions asked again, as another model would.
 *
 * <p>At the reference each question is asked three times, at a later look once, each time with a
 * seed of its own. While the model stays the same, the four answers to a question are exchangeable,
 * however unsure it is of that question. So where three agree and one does not, the odd one is the
 * last with a probability of 1/4; over all such questions the number is binomial. The test is
 * exact: it takes nothing for granted about how steady the judge is, or about the questions.
 */
public final class CanaryRule {
  /** How often the reference asks. */
  public static final int ASKINGS = 3;

  /**
   * How often a look at a judge that stayed the same may be an alarm, at the most. It takes five
   * odd ones at least: (1/4)⁵ is the first power below it.
   */
  static final double FALSE_ALARMS = 0.001;

  private static final double ODD = 1.0 / (ASKINGS + 1);
  private static final char SILENT = '-';

  private CanaryRule() {}

  /**
   * A look beside its reference.
   *
   * @param compared questions that were heard all four times
   * @param unlike of those, with three answers that agree and one that does not
   * @param odd of those, where the look's is the one that does not
   */
  public record Comparison(int compared, int unlike, int odd) {
    public static final Comparison NONE = new Comparison(0, 0, 0);

    /** How many odd ones there are on average while the model is the same. */
    public double expected() {
      return unlike * ODD;
    }

    /** Whether chance explains so many odd ones less often than false alarms are allowed. */
    public boolean changed() {
      return atLeast(odd, unlike) <= FALSE_ALARMS;
    }
  }

  /** A verdict as one character of an asking. */
  public static char sign(Verdict verdict) {
    PreferenceLabel label = verdict.label();
    return switch (verdict.outcome()) {
      case UNREACHABLE -> SILENT;
      case UNPARSABLE -> '?';
      case DECIDED ->
          label == null
              ? '?'
              : switch (label.direction()) {
                case A -> 'A';
                case TIE -> '=';
                case B -> 'B';
              };
    };
  }

  /**
   * The askings that a judge's next look is compared with; nothing when it is to be a reference
   * itself: at the start, after a change, and when too little was heard at the last one.
   *
   * @param looks the judge's own so far, in their order
   */
  public static Optional<List<String>> reference(List<CanaryLook> looks) {
    Optional<List<String>> reference = Optional.empty();
    for (CanaryLook look : looks) {
      if (look.changed()) {
        reference = Optional.empty();
      } else if (look.askings().size() == ASKINGS) {
        reference =
            heard(look.askings()) < CampaignSpec.Canary.LEAST_QUESTIONS
                ? Optional.empty()
                : Optional.of(look.askings());
      }
    }
    return reference;
  }

  private static int heard(List<String> askings) {
    int heard = 0;
    for (int i = 0; i < askings.getFirst().length(); i++) {
      heard += heard(askings, i) ? 1 : 0;
    }
    return heard;
  }

  private static boolean heard(List<String> askings, int question) {
    return askings.stream().allMatch(asking -> asking.charAt(question) != SILENT);
  }

  /** Compares the answers of a look with the reference's three. */
  public static Comparison compare(List<String> reference, String look) {
    int compared = 0;
    int unlike = 0;
    int odd = 0;
    for (int i = 0; i < look.length(); i++) {
      if (!heard(reference, i) || look.charAt(i) == SILENT) {
        continue;
      }
      compared++;
      int others = agreeing(reference, i, look.charAt(i));
      boolean steady = agreeing(reference, i, reference.getFirst().charAt(i)) == ASKINGS;
      if (steady && others == 0) {
        unlike++;
        odd++;
      } else if (others == ASKINGS - 1) {
        unlike++;
      }
    }
    return new Comparison(compared, unlike, odd);
  }

  private static int agreeing(List<String> reference, int question, char answer) {
    return (int) reference.stream().filter(asking -> asking.charAt(question) == answer).count();
  }

  /** The probability of at least so many odd ones among those unlike the rest. */
  static double atLeast(int odd, int unlike) {
    double term = StrictMath.pow(1 - ODD, unlike);
    double tail = 0;
    for (int k = 0; k <= unlike; k++) {
      tail += k < odd ? 0 : term;
      term *= (double) (unlike - k) / (k + 1) * ODD / (1 - ODD);
    }
    return tail;
  }
}
