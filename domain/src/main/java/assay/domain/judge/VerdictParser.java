package assay.domain.judge;

import assay.domain.PreferenceLabel;
import assay.domain.Scale;
import java.util.Optional;

/**
 * Reads a judge's verdict: the last line that starts with {@code VERDICT:} counts, and it must hold
 * one of the five forms and nothing else but spaces and asterisks.
 */
public final class VerdictParser {
  private VerdictParser() {}

  /** The verdict relative to what was shown; empty when there is none that the scale allows. */
  public static Optional<PreferenceLabel> parse(String answer, Scale scale) {
    VerdictLine line = VerdictLine.last(answer);
    return line == null
        ? Optional.empty()
        : read(answer.substring(line.start(), line.end()), scale);
  }

  /** On scale three both strengths of a direction are one; without ties a tie is no verdict. */
  static Optional<PreferenceLabel> read(String form, Scale scale) {
    for (PreferenceLabel label : PreferenceLabel.values()) {
      if (label.verdict().equals(form)) {
        return onScale(label, scale);
      }
    }
    return Optional.empty();
  }

  static Optional<PreferenceLabel> onScale(PreferenceLabel label, Scale scale) {
    return switch (scale) {
      case FIVE -> Optional.of(label);
      case THREE ->
          Optional.of(
              switch (label) {
                case A_MUCH_BETTER, A_BETTER -> PreferenceLabel.A_BETTER;
                case TIE -> PreferenceLabel.TIE;
                case B_BETTER, B_MUCH_BETTER -> PreferenceLabel.B_BETTER;
              });
      case NO_TIE -> label == PreferenceLabel.TIE ? Optional.empty() : Optional.of(label);
    };
  }
}
