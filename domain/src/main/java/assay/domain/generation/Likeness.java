package assay.domain.generation;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How alike two texts are: the Jaccard index of their sets of three words in a row (Broder, On the
 * resemblance and containment of documents, 1997).
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
    Set<List<String>> a = shingles(words(first));
    Set<List<String>> b = shingles(words(second));
    Set<List<String>> both = new HashSet<>(a);
    both.retainAll(b);
    int all = a.size() + b.size() - both.size();
    return all == 0 ? 0 : (double) both.size() / all;
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

  private static Set<List<String>> shingles(List<String> words) {
    if (words.isEmpty()) {
      return Set.of();
    }
    Set<List<String>> shingles = new HashSet<>();
    int last = Math.max(0, words.size() - SHINGLE);
    for (int start = 0; start <= last; start++) {
      shingles.add(List.copyOf(words.subList(start, Math.min(words.size(), start + SHINGLE))));
    }
    return shingles;
  }
}
