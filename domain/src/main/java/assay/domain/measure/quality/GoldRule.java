package assay.domain.measure.quality;

/** When gold answers say that an annotator should be stopped. */
public sealed interface GoldRule {

  /** Whether an annotator with this record fails. */
  boolean fails(GoldRecord record);

  /**
   * A plain rule: at least {@code leastSeen} gold answers and an accuracy below {@code threshold}.
   *
   * @param directional whether A>> for A> counts as right
   */
  record Threshold(int leastSeen, double threshold, boolean directional) implements GoldRule {
    /** The rule of batches: five gold answers, 60 %, by direction. */
    public static final Threshold OF_BATCHES = new Threshold(5, 0.6, true);

    /** The rule of platforms: ten gold answers, 70 %, exact. */
    public static final Threshold OF_PLATFORMS = new Threshold(10, 0.7, false);

    @Override
    public boolean fails(GoldRecord gold) {
      int right = directional ? gold.sameDirection() : gold.right();
      return gold.seen() >= leastSeen && right < threshold * gold.seen();
    }
  }

  /**
   * A sequential test: it may look after every gold answer and still keeps its false-alarm rate.
   *
   * <p>Wald, Sequential Analysis (1947), section 3: an annotator fails once the record is {@code 1
   * / alarmRate} times likelier from a careless than from an honest one. By Ville's inequality an
   * annotator whose accuracy is {@code honest} or better ever fails with probability at most {@code
   * alarmRate}, however many gold questions they see.
   *
   * @param honest the accuracy of an annotator one would keep
   * @param careless the accuracy of one who clicks at random (two in five by direction on five
   *     levels)
   * @param alarmRate the largest accepted probability of stopping an honest one, ever
   */
  record Sequential(double honest, double careless, double alarmRate, boolean directional)
      implements GoldRule {
    /** 85 % against 40 %, by direction, at most one honest annotator in twenty. */
    public static final Sequential DEFAULT = new Sequential(0.85, 0.4, 0.05, true);

    public Sequential {
      if (!(careless > 0 && careless < honest && honest < 1 && alarmRate > 0 && alarmRate < 1)) {
        throw new IllegalArgumentException(
            "needs 0 < careless %s < honest %s < 1 and an alarm rate %s in (0, 1)"
                .formatted(careless, honest, alarmRate));
      }
    }

    @Override
    public boolean fails(GoldRecord gold) {
      int right = directional ? gold.sameDirection() : gold.right();
      return fails(right, gold.seen());
    }

    /** Whether this many right of this many seen fail. */
    public boolean fails(int right, int seen) {
      return evidence(right, seen) >= -StrictMath.log(alarmRate);
    }

    /** The log-likelihood ratio of these answers, a careless annotator against an honest one. */
    public double evidence(int right, int seen) {
      return right * StrictMath.log(careless / honest)
          + (seen - right) * StrictMath.log((1 - careless) / (1 - honest));
    }

    /**
     * The exact probability that an annotator of this accuracy has failed after {@code seen} gold
     * questions or earlier.
     */
    public double failureProbability(double accuracy, int seen) {
      double[] alive = {1};
      double failed = 0;
      for (int n = 1; n <= seen; n++) {
        double[] next = new double[n + 1];
        for (int right = 0; right < n; right++) {
          next[right] += alive[right] * (1 - accuracy);
          next[right + 1] += alive[right] * accuracy;
        }
        for (int right = 0; right <= n; right++) {
          if (fails(right, n)) {
            failed += next[right];
            next[right] = 0;
          }
        }
        alive = next;
      }
      return failed;
    }
  }
}
