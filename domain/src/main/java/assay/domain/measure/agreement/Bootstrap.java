package assay.domain.measure.agreement;

import assay.domain.measure.Estimate;
import assay.domain.measure.SplitMix64;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/**
 * Percentile intervals from resampling items with replacement.
 *
 * <p>Efron and Tibshirani, An Introduction to the Bootstrap (1993), section 13.3. Items are what is
 * sampled, so an item's answers stay together. Drawing items is drawing how often each profile
 * occurs, a multinomial, so a replicate costs the number of profiles and not of items.
 *
 * @param replicates the number of resamples; 0 gives intervals that are the value itself
 * @param seed the same seed gives the same interval
 */
public record Bootstrap(int replicates, long seed) {
  /** A thousand replicates, seed 0. */
  public static final Bootstrap DEFAULT = new Bootstrap(1000, 0);

  /** Replicates are cut down, never below this many, when the data are very large. */
  private static final int FEWEST = 200;

  private static final double LARGEST_WORK = 5e8;

  /** The interval of a statistic of profile multiplicities. */
  Estimate.Value ofProfiles(ItemProfiles profiles, ToDoubleFunction<long[]> statistic) {
    long[] items = profiles.multiplicities();
    SplitMix64 random = new SplitMix64(seed);
    double value = statistic.applyAsDouble(items);
    double cost = items.length * 8.0 + (double) profiles.nLabels() * profiles.nLabels();
    double[] resampled = new double[affordable(cost)];
    for (int r = 0; r < resampled.length; r++) {
      resampled[r] = statistic.applyAsDouble(multinomial(items, random));
    }
    return percentiles(value, resampled);
  }

  /** The interval of a statistic of how often each of {@code n} items counts. */
  Estimate.Value ofItems(int n, double cost, ToDoubleFunction<int[]> statistic) {
    SplitMix64 random = new SplitMix64(seed);
    double value = statistic.applyAsDouble(new int[0]);
    double[] resampled = new double[affordable(n + cost)];
    for (int r = 0; r < resampled.length; r++) {
      int[] weight = new int[n];
      for (int i = 0; i < n; i++) {
        weight[random.nextInt(n)]++;
      }
      resampled[r] = statistic.applyAsDouble(weight);
    }
    return percentiles(value, resampled);
  }

  private int affordable(double cost) {
    int paid = (int) StrictMath.min(replicates, LARGEST_WORK / cost);
    return StrictMath.min(replicates, StrictMath.max(FEWEST, paid));
  }

  /** As many draws as there are items, each falling on a profile by its share. */
  private static long[] multinomial(long[] items, SplitMix64 random) {
    long left = Arrays.stream(items).sum();
    long shareLeft = left;
    long[] drawn = new long[items.length];
    for (int p = 0; p < items.length && left > 0; p++) {
      drawn[p] = random.nextBinomial(left, (double) items[p] / shareLeft);
      left -= drawn[p];
      shareLeft -= items[p];
    }
    return drawn;
  }

  /** The 2.5 % and 97.5 % points of the replicates that have a value. */
  private static Estimate.Value percentiles(double value, double[] replicates) {
    double[] sorted = Arrays.stream(replicates).filter(Double::isFinite).sorted().toArray();
    if (sorted.length == 0) {
      return new Estimate.Value(value, value, value);
    }
    return new Estimate.Value(value, quantile(sorted, 0.025), quantile(sorted, 0.975));
  }

  private static double quantile(double[] sorted, double share) {
    double at = share * (sorted.length - 1);
    int below = (int) at;
    int above = StrictMath.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }
}
