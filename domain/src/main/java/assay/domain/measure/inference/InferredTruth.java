package assay.domain.measure.inference;

import assay.domain.measure.Doubles;

/**
 * What a method concluded.
 *
 * @param method the method that ran; never {@link Method#AUTO}
 * @param why why this method, in a sentence
 * @param posterior the probability of each label for each task
 * @param quality each worker's expected share of right answers; NaN without answers
 * @param confusion the probability that worker w answers l when k is true, at {@code (w * nLabels +
 *     l) * nLabels + k}; empty for methods without such a model
 * @param convergence how the iterations went
 */
public record InferredTruth(
    Method method,
    String why,
    Posterior posterior,
    Doubles quality,
    Doubles confusion,
    Convergence convergence) {

  /**
   * How the iterations went.
   *
   * @param iterations how many ran; 0 for methods that need none
   * @param converged whether they stopped because nothing more was gained
   * @param logLikelihood the log-likelihood of the answers before each iteration's update
   * @param objective that plus the log-density of the smoothing: what EM never lowers
   */
  public record Convergence(
      int iterations, boolean converged, Doubles logLikelihood, Doubles objective) {
    /** For methods that do not iterate. */
    public static final Convergence NONE = new Convergence(0, true, Doubles.NONE, Doubles.NONE);
  }

  InferredTruth because(String reason) {
    return new InferredTruth(method, reason, posterior, quality, confusion, convergence);
  }
}
