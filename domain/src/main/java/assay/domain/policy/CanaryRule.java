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
 *
 * <p>The same holds for the confidences of four answers that prefer the same side: the one that is
 * clearly the highest, or the lowest, is the last with a probability of 1/4.
 */
public final class CanaryRule {
  /** How often the reference asks. */
  public static final int ASKINGS = 3;

  /**
   * How often a look at a judge that stayed the same may be an alarm, at the most. It takes five
   * odd ones at least: (1/4)⁵ is the first power below it.
   */
  static final double FALSE_ALARMS = 0.001;

  static final double ODD = 1.0 / (ASKINGS + 1);
  private static final char SILENT = '-';

  /** By how many percent a confidence has to differ from the other three to count. */
  private static final int CLEARLY = 2;

  private CanaryRule() {}

  /**
   * A look beside its reference.
   *
   * @param compared questions that were heard all four times
   * @param unlike of those, with three answers that agree and one that does not
   * @param odd of those, where the look's is the one that does not
   * @param surer where one confidence is the highest
   * @param doubting where one confidence is the lowest
   */
  public record Comparison(int compared, int unlike, int odd, Shift surer, Shift doubting) {
    public static final Comparison NONE = new Comparison(0, 0, 0);

    /** Without confidences to compare. */
    public Comparison(int compared, int unlike, int odd) {
      this(compared, unlike, odd, Shift.NONE, Shift.NONE);
    }

    /** How many odd ones there are on average while the model is the same. */
    public double expected() {
      return unlike * ODD;
    }

    /** Whether chance explains what is odd less often than false alarms are allowed. */
    public boolean changed() {
      return sidesChanged() || surer.changed() || doubting.changed();
    }

    boolean sidesChanged() {
      return atLeast(odd, unlike) <= FALSE_ALARMS;
    }
  }

  /**
   * Confidences that lie apart on one side.
   *
   * @param unlike questions where one of four does
   * @param odd of those, where it is the look's
   */
  public record Shift(int unlike, int odd) {
    public static final Shift NONE = new Shift(0, 0);

    /** Both sides together alarm as seldom as the answers do. */
    boolean changed() {
      return atLeast(odd, unlike) <= FALSE_ALARMS / 2;
    }
  }

  /** Certainty about a verdict as it is kept of an asking, in percent. */
  public static int percent(Verdict verdict) {
    return verdict.label() == null ? 0 : Math.round(verdict.confidence() / 10_000f);
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
   * The look whose askings a judge's next one is compared with; nothing when it is to be a
   * reference itself: at the start, after a change, and when too little was heard at the last one.
   *
   * @param looks the judge's own so far, in their order
   */
  public static Optional<CanaryLook> reference(List<CanaryLook> looks) {
    Optional<CanaryLook> reference = Optional.empty();
    for (CanaryLook look : looks) {
      if (look.changed()) {
        reference = Optional.empty();
      } else if (look.askings().size() == ASKINGS) {
        reference =
            heard(look.askings()) < CampaignSpec.Canary.LEAST_QUESTIONS
                ? Optional.empty()
                : Optional.of(look);
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

  /**
   * Compares a look with its reference.
   *
   * @param confidences of the look's answers, in percent
   */
  public static Comparison compare(CanaryLook reference, String look, List<Integer> confidences) {
    Comparison sides = compare(reference.askings(), look);
    if (reference.confidences().size() < ASKINGS) {
      // It was asked by a version that did not keep them.
      return sides;
    }
    return new Comparison(
        sides.compared(),
        sides.unlike(),
        sides.odd(),
        shift(reference, look, confidences, 1),
        shift(reference, look, confidences, -1));
  }

  /**
   * @param way 1 for the highest, -1 for the lowest
   */
  private static Shift shift(
      CanaryLook reference, String look, List<Integer> confidences, int way) {
    int unlike = 0;
    int odd = 0;
    for (int i = 0; i < look.length(); i++) {
      char sign = look.charAt(i);
      if (sign == SILENT || sign == '?' || agreeing(reference.askings(), i, sign) < ASKINGS) {
        continue;
      }
      int place = i;
      int now = way * confidences.get(i);
      int[] before =
          reference.confidences().stream()
              .mapToInt(each -> way * each.get(place))
              .sorted()
              .toArray();
      if (now >= before[ASKINGS - 1] + CLEARLY) {
        unlike++;
        odd++;
      } else if (before[ASKINGS - 1] >= Math.max(before[ASKINGS - 2], now) + CLEARLY) {
        unlike++;
      }
    }
    return new Shift(unlike, odd);
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
