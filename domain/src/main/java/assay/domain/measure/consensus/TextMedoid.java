package assay.domain.measure.consensus;

import assay.domain.measure.Ints;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The text closest to all the others: a consensus that somebody really wrote.
 *
 * @param medoids the texts with the least mean distance; several when they tie
 * @param meanDistance that distance, in [0, 1]; 0 for a single text
 */
public record TextMedoid(Ints medoids, double meanDistance) {
  private static final double TIE = 1e-12;

  /** Longer texts, in code points, are compared word by word: the cost grows with the square. */
  private static final int LONG = 2000;

  /**
   * Of texts, each weighted as a voice.
   *
   * @param weights one a text, above 0
   */
  public static TextMedoid of(List<String> texts, double[] weights) {
    int n = texts.size();
    double[] cost = new double[n];
    double[] voices = new double[n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        double distance = distance(texts.get(i), texts.get(j));
        cost[i] += weights[j] * distance;
        cost[j] += weights[i] * distance;
        voices[i] += weights[j];
        voices[j] += weights[i];
      }
    }
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      cost[i] = voices[i] == 0 ? 0 : cost[i] / voices[i];
      least = StrictMath.min(least, cost[i]);
    }
    double best = least;
    int[] medoids = IntStream.range(0, n).filter(i -> cost[i] <= best + TIE).toArray();
    return new TextMedoid(Ints.owned(medoids), n == 0 ? Double.NaN : best);
  }

  /**
   * The share of code points to insert, delete or replace (Levenshtein 1966), in [0, 1]; 0 for two
   * empty texts. Where either text is longer than 2,000 code points, the share of words.
   */
  public static double distance(String a, String b) {
    int[] x = a.codePoints().toArray();
    int[] y = b.codePoints().toArray();
    if (StrictMath.max(x.length, y.length) > LONG) {
      Map<String, Integer> words = new HashMap<>();
      return distance(words(a, words), words(b, words));
    }
    return distance(x, y);
  }

  private static int[] words(String text, Map<String, Integer> known) {
    return Arrays.stream(text.strip().split("\\s+"))
        .mapToInt(word -> known.computeIfAbsent(word, w -> known.size()))
        .toArray();
  }

  private static double distance(int[] x, int[] y) {
    int[] row = new int[y.length + 1];
    for (int j = 0; j <= y.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= x.length; i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= y.length; j++) {
        int replaced = diagonal + (x[i - 1] == y[j - 1] ? 0 : 1);
        diagonal = row[j];
        row[j] = StrictMath.min(replaced, 1 + StrictMath.min(row[j], row[j - 1]));
      }
    }
    int longest = StrictMath.max(x.length, y.length);
    return longest == 0 ? 0 : (double) row[y.length] / longest;
  }
}
