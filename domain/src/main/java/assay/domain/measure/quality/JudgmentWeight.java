package assay.domain.measure.quality;

/**
 * The weight of one judgment: 1, times a factor for each of its flags.
 *
 * <p>The least possible is 0.3 x 0.5 x 0.3 = 0.045, since nothing is both too fast and too slow.
 */
public final class JudgmentWeight {
  public static final double TOO_FAST = 0.3;
  public static final double TOO_SLOW = 0.8;
  public static final double GOLD_INCORRECT = 0.5;
  public static final double BELOW_GOLD_THRESHOLD = 0.3;

  /** Nobody's word is worth less. */
  public static final double LEAST = 0.045;

  private JudgmentWeight() {}

  /**
   * The weight, in [0.045, 1].
   *
   * @param goldIncorrect the judgment is on a gold question and wrong
   * @param belowGoldThreshold the annotator fails the gold rule
   */
  public static double of(SpeedBand speed, boolean goldIncorrect, boolean belowGoldThreshold) {
    double weight =
        switch (speed) {
          case TOO_FAST -> TOO_FAST;
          case USUAL -> 1;
          case TOO_SLOW -> TOO_SLOW;
        };
    weight *= goldIncorrect ? GOLD_INCORRECT : 1;
    return belowGoldThreshold ? weight * BELOW_GOLD_THRESHOLD : weight;
  }
}
