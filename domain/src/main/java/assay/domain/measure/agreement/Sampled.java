package assay.domain.measure.agreement;

import assay.domain.measure.Estimate;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * A coefficient with the standard error it has as an average over a sample of items.
 *
 * @param items the number of items behind it
 */
public record Sampled(double value, double standardError, long items) {

  /** The 95 % interval by Student's t with items - 1 degrees of freedom, at most 1. */
  public Estimate.Value interval() {
    double half = new TDistribution(items - 1).inverseCumulativeProbability(0.975) * standardError;
    return new Estimate.Value(value, value - half, StrictMath.min(1, value + half));
  }
}
