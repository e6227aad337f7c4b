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
    if (seconds < LEAST_SECONDS) {
      return TOO_FAST;
    }
    return seconds > MOST_SECONDS ? TOO_SLOW : USUAL;
  }
}
