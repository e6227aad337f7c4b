package assay.domain.measure.calibration;

import assay.domain.measure.Doubles;
import assay.domain.measure.SplitMix64;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Calibrates every case by the others, so that no case vouches for itself. */
public final class CrossFit {
  private CrossFit() {}

  /**
   * The outcomes beside calibrated scores, each from a calibrator fitted without its fold.
   *
   * <p>Folds are dealt from a permutation drawn by the seed: equally large, one case apart at most.
   * Give the cases in an order that does not depend on arrival.
   *
   * @param folds at most as many are used as there are cases
   * @throws IllegalArgumentException for fewer than two cases or folds
   */
  public static Scored calibrated(
      Scored cases, Function<Scored, ? extends Calibrator> fit, int folds, long seed) {
    if (cases.size() < 2 || folds < 2) {
      throw new IllegalArgumentException(
          "%d cases in %d folds; two of both are needed to calibrate each by others"
              .formatted(cases.size(), folds));
    }
    int[] fold = folds(cases.size(), StrictMath.min(folds, cases.size()), seed);
    double[] probability = new double[cases.size()];
    for (int f = 0; f < StrictMath.min(folds, cases.size()); f++) {
      int current = f;
      Calibrator calibrator =
          fit.apply(
              cases.at(IntStream.range(0, fold.length).filter(i -> fold[i] != current).toArray()));
      for (int i = 0; i < fold.length; i++) {
        if (fold[i] == f) {
          probability[i] = calibrator.probability(cases.scores().at(i));
        }
      }
    }
    return new Scored(Doubles.owned(probability), cases.outcomes(), cases.weights());
  }

  /** The fold of each case. */
  private static int[] folds(int cases, int folds, long seed) {
    SplitMix64 random = new SplitMix64(seed);
    int[] order = IntStream.range(0, cases).toArray();
    int[] fold = new int[cases];
    for (int i = cases - 1; i >= 0; i--) {
      int drawn = random.nextInt(i + 1);
      fold[order[drawn]] = i % folds;
      order[drawn] = order[i];
    }
    return fold;
  }
}
