package assay.domain.measure.quality;

/** How long an answer took: below 5 s and above 600 s are flagged. */
public enum SpeedBand {
  TOO_FAST,
  USUAL,
  TOO_SLOW;

  public static final double LEAST_SECONDS = 5;
  public static final double MOST_SECONDS = 600;

  /** The band of an answer that took this many seconds. */
  public static SpeedBand of(double seconds) {
    return of(seconds, LEAST_SECONDS, MOST_SECONDS);
  }

  /** The same with other limits, in seconds. */
  public static SpeedBand of(double seconds, double least, double most) {
    if (seconds < least) {
      return TOO_FAST;
    }
    return seconds > most ? TOO_SLOW : USUAL;
  }
}
