package assay.domain.policy;

import assay.domain.measure.Estimate;
import assay.domain.measure.quality.Wilson;

/**
 * What people found among the labels that the judges had decided.
 *
 * <p>Every accepted label is drawn with the same probability, so the share among those that were
 * drawn is an unbiased estimate of the error among all of them.
 *
 * @param seen checks that came to a label
 * @param wrong of those, where the label points in another direction than the judges'
 */
public record SpotChecks(int seen, int wrong) {
  public static final SpotChecks NONE = new SpotChecks(0, 0);

  /**
   * The error of accepted labels with its 95 % interval (Wilson 1927); undefined without checks.
   */
  public Estimate error() {
    return Wilson.interval(wrong, seen);
  }

  /** Whether the error is above a limit beyond doubt: the whole interval is. */
  public boolean exceeds(double limit) {
    return switch (error()) {
      case Estimate.Value value -> value.low() > limit;
      case Estimate.Undefined u -> false;
    };
  }
}
