package assay.domain.measure.consensus;

import assay.domain.measure.Doubles;

/**
 * The Borda count of rankings, also of partial ones.
 *
 * <p>A ranking of m items gives its first 1, its last 0 and the others evenly between; an item's
 * score is the mean over the rankings that contain it (de Borda 1781).
 */
public final class Borda {
  private Borda() {}

  /**
   * The scores in [0, 1] of items 0..nItems-1; NaN for items that were never ranked against
   * another.
   *
   * @param rankings each a list of items, best first
   */
  public static Doubles scores(int[][] rankings, int nItems) {
    double[] sum = new double[nItems];
    int[] times = new int[nItems];
    for (int[] ranking : rankings) {
      for (int place = 0; place < ranking.length && ranking.length > 1; place++) {
        sum[ranking[place]] += 1 - place / (ranking.length - 1.0);
        times[ranking[place]]++;
      }
    }
    for (int i = 0; i < nItems; i++) {
      sum[i] /= times[i];
    }
    return Doubles.owned(sum);
  }
}
