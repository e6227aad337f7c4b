package assay.domain.measure.calibration;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Mean score beside mean outcome in bins of similar scores: a reliability diagram.
 *
 * <p>Naeini, Cooper and Hauskrecht, Obtaining Well Calibrated Probabilities Using Bayesian Binning
 * (2015), section 4.
 *
 * @param bins those with cases, by score
 */
public record ReliabilityCurve(List<Bin> bins) {
  public ReliabilityCurve {
    bins = List.copyOf(bins);
  }

  /**
   * The cases of one bin.
   *
   * @param weight of all its cases
   * @param chance the mean gap that chance alone makes where every score is exactly right
   */
  public record Bin(int cases, double weight, double meanScore, double meanOutcome, double chance) {
    double gap() {
      return StrictMath.abs(meanScore - meanOutcome);
    }
  }

  /**
   * Bins of equal width over [0, 1]; 1 belongs to the last.
   *
   * @throws IllegalArgumentException for a score outside [0, 1] or fewer than one bin
   */
  public static ReliabilityCurve equalWidth(Scored cases, int bins) {
    requireBins(bins);
    Sums[] sums = new Sums[bins];
    for (int b = 0; b < bins; b++) {
      sums[b] = new Sums();
    }
    for (int i = 0; i < cases.size(); i++) {
      double score = cases.scores().at(i);
      if (!(score >= 0 && score <= 1)) {
        throw new IllegalArgumentException(
            "case %d: score %s is no probability".formatted(i, score));
      }
      sums[StrictMath.min((int) (score * bins), bins - 1)].add(
          score, cases.outcomes().at(i), cases.weights().at(i));
    }
    return of(sums);
  }

  /** Bins of equally many cases by score, the first ones larger by one where they must be. */
  public static ReliabilityCurve equalMass(Scored cases, int bins) {
    requireBins(bins);
    int[] order = cases.byScore();
    Sums[] sums = new Sums[bins];
    int at = 0;
    for (int b = 0; b < bins; b++) {
      sums[b] = new Sums();
      int end = at + order.length / bins + (b < order.length % bins ? 1 : 0);
      for (; at < end; at++) {
        int i = order[at];
        sums[b].add(cases.scores().at(i), cases.outcomes().at(i), cases.weights().at(i));
      }
    }
    return of(sums);
  }

  /** The mean gap over cases (ECE); NaN without cases. */
  public double expectedError() {
    return mean(Bin::gap);
  }

  /**
   * The ECE that scores which are exactly right show on average, because a bin's outcomes are few
   * (Bröcker and Smith, Increasing the Reliability of Reliability Diagrams, 2007, section 3, with a
   * normal approximation); NaN without cases.
   */
  public double chanceError() {
    return mean(Bin::chance);
  }

  private double mean(ToDoubleFunction<Bin> value) {
    double sum = 0;
    double weight = 0;
    for (Bin bin : bins) {
      sum += bin.weight() * value.applyAsDouble(bin);
      weight += bin.weight();
    }
    return sum / weight;
  }

  /** The widest gap (MCE); NaN without cases. */
  public double maximumError() {
    return bins.stream().mapToDouble(Bin::gap).max().orElse(Double.NaN);
  }

  private static final class Sums {
    private int cases;
    private double weight;
    private double score;
    private double outcome;
    private double variance;

    void add(double oneScore, double oneOutcome, double oneWeight) {
      cases++;
      weight += oneWeight;
      score += oneWeight * oneScore;
      outcome += oneWeight * oneOutcome;
      variance += oneWeight * oneWeight * oneScore * (1 - oneScore);
    }
  }

  private static ReliabilityCurve of(Sums[] sums) {
    List<Bin> bins = new ArrayList<>();
    for (Sums bin : sums) {
      if (bin.cases > 0) {
        bins.add(
            new Bin(
                bin.cases,
                bin.weight,
                bin.score / bin.weight,
                bin.outcome / bin.weight,
                // The mean distance of a normal variable from its mean.
                StrictMath.sqrt(2 / StrictMath.PI * bin.variance) / bin.weight));
      }
    }
    return new ReliabilityCurve(bins);
  }

  private static void requireBins(int bins) {
    if (bins < 1) {
      throw new IllegalArgumentException("%d bins; at least 1 is needed".formatted(bins));
    }
  }
}
