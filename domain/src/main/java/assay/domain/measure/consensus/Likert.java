package assay.domain.measure.consensus;

/**
 * The consensus of scores on a rating scale.
 *
 * @param mean the mean weighted by annotator quality; NaN without scores
 * @param sd the plain standard deviation of the scores (of the population, ddof 0)
 * @param n the number of scores
 */
public record Likert(double mean, double sd, int n) {

  /**
   * Of one item's scores. A missing score is NaN and is left out: counting it as 0 would pull the
   * mean below the scale.
   *
   * @param weights one a score, above 0
   */
  public static Likert of(double[] scores, double[] weights) {
    double weighted = 0;
    double weight = 0;
    double sum = 0;
    int n = 0;
    for (int i = 0; i < scores.length; i++) {
      if (!Double.isNaN(scores[i])) {
        weighted += weights[i] * scores[i];
        weight += weights[i];
        sum += scores[i];
        n++;
      }
    }
    double plainMean = sum / n;
    double squares = 0;
    for (double score : scores) {
      squares += Double.isNaN(score) ? 0 : (score - plainMean) * (score - plainMean);
    }
    return new Likert(weighted / weight, StrictMath.sqrt(squares / n), n);
  }
}
