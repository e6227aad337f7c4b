package assay.domain.measure.consensus;

import assay.domain.measure.Doubles;

/**
 * The Borda count: how often an item is placed above another one.
 *
 * <p>Of a ranking of m items the first gets 1, the last 0 and the others evenly between, those that
 * are tied the mean of their places; an item's score is the mean over the rankings (de Borda 1781).
 */
public final class Borda {
  private Borda() {}

  /**
   * The scores in [0, 1]; NaN for an item that was never compared with another.
   *
   * @param wins how often item i was placed above item j, at {@code [i][j]}, ties half for each
   */
  public static Doubles scores(double[][] wins) {
    double[] scores = new double[wins.length];
    for (int i = 0; i < scores.length; i++) {
      double won = 0;
      double compared = 0;
      for (int j = 0; j < scores.length; j++) {
        won += i == j ? 0 : wins[i][j];
        compared += i == j ? 0 : wins[i][j] + wins[j][i];
      }
      scores[i] = won / compared;
    }
    return Doubles.owned(scores);
  }
}
