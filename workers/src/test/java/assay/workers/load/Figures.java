package assay.workers.load;

import java.util.Arrays;

/**
 * What a run of cycles measured.
 *
 * @param failed cycles that got no item or no receipt
 * @param perSecond cycles that ended well, a second
 * @param p50 milliseconds of a whole cycle; with an offered rate from the time it was due
 * @param cpu milliseconds of processor time of the server and its database for each cycle
 */
record Figures(long cycles, long failed, double perSecond, double p50, double p99, double cpu) {
  private static final double NANOS = 1e6;

  static Figures of(long[] nanos, long failed, double seconds, double cpuMillis) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return new Figures(
        sorted.length,
        failed,
        sorted.length / seconds,
        quantile(sorted, 0.50),
        quantile(sorted, 0.99),
        sorted.length == 0 ? Double.NaN : cpuMillis / sorted.length);
  }

  private static double quantile(long[] sorted, double share) {
    return sorted.length == 0
        ? Double.NaN
        : sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))] / NANOS;
  }

  @Override
  public String toString() {
    return "%,8.1f cycles/s, p50 %7.1f ms, p99 %8.1f ms, CPU %6.2f ms a judgment, %d failed"
        .formatted(perSecond, p50, p99, cpu, failed);
  }
}
