package assay.domain.generation;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How alike two texts are: the Jaccard index of their three words in a row (Broder, On the
 * resemblance and containment of documents, 1997), each as often as it occurs, so that a text that
 * goes round in circles is not like one that stops.
 *
 * <p>Words are numbers, runs of letters and single signs, in lower case after NFKC; the marks
 * {@code . , ; : ! ?} and quotation marks count for nothing.
 */
public final class Likeness {
  /** From here on two texts are nearly the same, if their numbers are. */
  static final double NEARLY_SAME = 0.95;

  private static final int SHINGLE = 3;
  private static final Pattern WORD =
      Pattern.compile(
          "\\p{N}+(?:[.,]\\p{N}+)*|[\\p{L}\\p{M}]+|[^\\s.,;:!?\"'\u2018\u2019\u201c\u201d]");

  private Likeness() {}

  /** From 0, nothing in common, to 1; two texts without any word have nothing in common. */
  public static double of(String first, String second) {
    Map<List<String>, Integer> a = shingles(words(first));
    Map<List<String>, Integer> b = shingles(words(second));
    int both = 0;
    for (Map.Entry<List<String>, Integer> shingle : a.entrySet()) {
      both += Math.min(shingle.getValue(), b.getOrDefault(shingle.getKey(), 0));
    }
    int all = total(a) + total(b) - both;
    return all == 0 ? 0 : (double) both / all;
  }

  private static int total(Map<List<String>, Integer> shingles) {
    return shingles.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** A single other number can be all the difference between two solutions. */
  static boolean nearlySame(String first, String second) {
    return numbers(first).equals(numbers(second)) && of(first, second) >= NEARLY_SAME;
  }

  private static List<String> numbers(String text) {
    return words(text).stream().filter(word -> Character.isDigit(word.codePointAt(0))).toList();
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    Matcher matcher =
        WORD.matcher(Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT));
    while (matcher.find()) {
      words.add(matcher.group());
    }
    return words;
  }

  /** How often each run of words occurs; a text of fewer words is one run. */
  private static Map<List<String>, Integer> shingles(List<String> words) {
    Map<List<String>, Integer> shingles = new HashMap<>();
    int last = words.isEmpty() ? -1 : Math.max(0, words.size() - SHINGLE);
    for (int start = 0; start <= last; start++) {
      int end = Math.min(words.size(), start + SHINGLE);
      shingles.merge(List.copyOf(words.subList(start, end)), 1, Integer::sum);
    }
    return shingles;
  }
}
