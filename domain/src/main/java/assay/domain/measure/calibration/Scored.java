package assay.domain.measure.calibration;

import assay.domain.measure.Doubles;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Scores beside what came of them: how sure a judge was, and whether people agreed.
 *
 * @param scores one a case, finite
 * @param outcomes 1 for right and 0 for wrong, or a share between
 * @param weights how many cases each one stands for, above 0
 */
public record Scored(Doubles scores, Doubles outcomes, Doubles weights) {
  public Scored {
    if (scores.size() != outcomes.size() || scores.size() != weights.size()) {
      throw new IllegalArgumentException(
          "%d scores for %d outcomes and %d weights"
              .formatted(scores.size(), outcomes.size(), weights.size()));
    }
    for (int i = 0; i < scores.size(); i++) {
      if (!(weights.at(i) > 0) || Double.isInfinite(weights.at(i))) {
        throw new IllegalArgumentException(
            "case %d: weight %s must be above 0".formatted(i, weights.at(i)));
      }
      if (!Double.isFinite(scores.at(i)) || !(outcomes.at(i) >= 0 && outcomes.at(i) <= 1)) {
        throw new IllegalArgumentException(
            "case %d: score %s must be finite and outcome %s in [0, 1]"
                .formatted(i, scores.at(i), outcomes.at(i)));
      }
    }
  }

  /** Cases of equal weight. */
  public Scored(Doubles scores, Doubles outcomes) {
    this(scores, outcomes, ones(scores.size()));
  }

  /** Copies of both columns, each case of the same weight. */
  public static Scored of(double[] scores, double[] outcomes) {
    return new Scored(Doubles.of(scores), Doubles.of(outcomes));
  }

  private static Doubles ones(int size) {
    double[] ones = new double[size];
    Arrays.fill(ones, 1);
    return Doubles.owned(ones);
  }

  public int size() {
    return scores.size();
  }

  /** The same outcomes beside what a calibrator makes of the scores. */
  public Scored calibrated(Calibrator calibrator) {
    double[] probabilities = new double[size()];
    for (int i = 0; i < probabilities.length; i++) {
      probabilities[i] = calibrator.probability(scores.at(i));
    }
    return new Scored(Doubles.owned(probabilities), outcomes, weights);
  }

  /** The cases at these places, in this order. */
  Scored at(int[] places) {
    double[] score = new double[places.length];
    double[] outcome = new double[places.length];
    double[] weight = new double[places.length];
    for (int i = 0; i < places.length; i++) {
      score[i] = scores.at(places[i]);
      outcome[i] = outcomes.at(places[i]);
      weight[i] = weights.at(places[i]);
    }
    return new Scored(Doubles.owned(score), Doubles.owned(outcome), Doubles.owned(weight));
  }

  /** The places of the cases by score; equal scores keep their order. */
  int[] byScore() {
    return IntStream.range(0, size())
        .boxed()
        .sorted(Comparator.comparingDouble(scores::at))
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
