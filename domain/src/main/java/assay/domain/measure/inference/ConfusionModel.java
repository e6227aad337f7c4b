package assay.domain.measure.inference;

/**
 * A family of confusion matrices, one an annotator, and how to fit them to expected counts.
 *
 * <p>Dawid–Skene, one-coin, MACE and the ordinal model differ in this only: each gives the
 * probability that an annotator answers {@code l} when {@code k} is true, and needs nothing of the
 * data but how often that happened. Cells are at {@code (worker * q + l) * q + k}.
 */
interface ConfusionModel {
  /** Fits all parameters to the expected counts of (worker, answer, truth). */
  void maximise(double[] counts);

  /** The probabilities of the cells under the current parameters. */
  double[] confusion();

  /** The log-density of the current parameters under the model's prior, up to a constant. */
  double logPrior();

  /** Whether all labels are equally frequent a priori; else their shares are estimated. */
  default boolean equalShares() {
    return false;
  }
}
