package assay.domain.measure;

/**
 * A small seeded generator, so that resampled intervals are the same on every machine.
 *
 * <p>SplitMix64 (Steele, Lea and Flood 2014, figure 16). Not for secrets.
 */
public final class SplitMix64 {
  private long state;

  public SplitMix64(long seed) {
    this.state = seed;
  }

  /** 64 evenly distributed bits. */
  public long nextLong() {
    state += 0x9E3779B97F4A7C15L;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** Uniform in [0, 1), a multiple of 2^-53. */
  public double nextDouble() {
    return (nextLong() >>> 11) * 0x1.0p-53;
  }

  /** Uniform in 0..bound-1; the bias is below 2^-32 for every bound. */
  public int nextInt(int bound) {
    return (int) (((nextLong() >>> 32) * bound) >>> 32);
  }

  /** Normal with mean 0 and variance 1 (Box and Muller 1958). */
  public double nextGaussian() {
    double u = 1 - nextDouble();
    return StrictMath.sqrt(-2 * StrictMath.log(u))
        * StrictMath.cos(2 * StrictMath.PI * nextDouble());
  }

  /**
   * How often an event of probability {@code p} happens in {@code n} tries.
   *
   * <p>Inversion that starts at the mode and alternates outwards, so about sqrt(n p (1 - p)) steps.
   */
  public long nextBinomial(long n, double p) {
    if (n == 0 || p <= 0) {
      return 0;
    }
    if (p >= 1) {
      return n;
    }
    long mode = (long) StrictMath.floor((n + 1) * p);
    double atMode = StrictMath.exp(logBinomial(n, mode, p));
    double u = nextDouble() - atMode;
    double odds = p / (1 - p);
    long low = mode;
    long high = mode;
    double pLow = atMode;
    double pHigh = atMode;
    while (u > 0 && (low > 0 || high < n)) {
      if (high < n) {
        pHigh *= odds * (n - high) / (high + 1);
        high++;
        u -= pHigh;
        if (u <= 0) {
          return high;
        }
      }
      if (low > 0) {
        pLow *= low / (odds * (n - low + 1));
        low--;
        u -= pLow;
        if (u <= 0) {
          return low;
        }
      }
      if (pLow == 0 && pHigh == 0) {
        return mode;
      }
    }
    return mode;
  }

  private static double logBinomial(long n, long k, double p) {
    return logFactorial(n)
        - logFactorial(k)
        - logFactorial(n - k)
        + k * StrictMath.log(p)
        + (n - k) * StrictMath.log1p(-p);
  }

  /** ln n!, by Stirling's series from 16 on (error below 1e-13 relative). */
  private static double logFactorial(long n) {
    if (n < 16) {
      double f = 1;
      for (long i = 2; i <= n; i++) {
        f *= i;
      }
      return StrictMath.log(f);
    }
    double x = n + 1.0;
    double y = 1 / (x * x);
    double series = (1.0 / 12 - y * (1.0 / 360 - y * (1.0 / 1260 - y / 1680))) / x;
    return (x - 0.5) * StrictMath.log(x) - x + 0.9189385332046728 + series;
  }
}
