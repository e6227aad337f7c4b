package assay.domain.measure.calibration;

/** Losses that only the true probabilities make smallest. */
public final class ProperScores {
  /**
   * Probabilities are kept off 0 and 1 by this, so that one surprise costs 34.5 and not infinity.
   */
  private static final double CLIP = 1e-15;

  private ProperScores() {}

  /** The mean squared difference of score and outcome (Brier 1950); NaN without cases. */
  public static double brier(Scored cases) {
    double sum = 0;
    double all = 0;
    for (int i = 0; i < cases.size(); i++) {
      double off = cases.scores().at(i) - cases.outcomes().at(i);
      sum += cases.weights().at(i) * off * off;
      all += cases.weights().at(i);
    }
    return sum / all;
  }

  /** The mean negative log-probability of the outcomes, in nats; NaN without cases. */
  public static double logLoss(Scored cases) {
    double sum = 0;
    double all = 0;
    for (int i = 0; i < cases.size(); i++) {
      double p = StrictMath.max(CLIP, StrictMath.min(1 - CLIP, cases.scores().at(i)));
      double outcome = cases.outcomes().at(i);
      sum -=
          cases.weights().at(i)
              * (outcome * StrictMath.log(p) + (1 - outcome) * StrictMath.log(1 - p));
      all += cases.weights().at(i);
    }
    return sum / all;
  }
}
