package assay.domain;

import org.jspecify.annotations.Nullable;

/**
 * What the judges said of one pair.
 *
 * @param label null when there is no verdict
 * @param confidence probability of the label in millionths, 0 without one
 * @param margin posterior mean on −2…2 in millionths, positive for A
 */
public record Verdict(
    Outcome outcome, @Nullable PreferenceLabel label, int confidence, int margin) {

  /** Why there is a label, or none. */
  public enum Outcome {
    DECIDED,
    UNPARSABLE,
    UNREACHABLE
  }

  public static final Verdict UNPARSABLE = new Verdict(Outcome.UNPARSABLE, null, 0, 0);
  public static final Verdict UNREACHABLE = new Verdict(Outcome.UNREACHABLE, null, 0, 0);
}
