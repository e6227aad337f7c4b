package assay.domain.judge;

import assay.domain.PreferenceLabel;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a judge said of a pair in one order, relative to what it was shown.
 *
 * @param probabilities null without log-probabilities
 * @param hedges how many of the seven hedging words the answer holds
 */
public record Opinion(
    PreferenceLabel label, @Nullable LabelProbabilities probabilities, int hedges) {

  private static final List<String> HEDGING_WORDS =
      List.of("might", "perhaps", "arguably", "somewhat", "debatable", "hard to say", "close call");

  /** Counts the hedging words of an answer; each counts once, wherever it stands. */
  public static int hedges(String answer) {
    String lower = answer.toLowerCase(Locale.ROOT);
    return (int) HEDGING_WORDS.stream().filter(lower::contains).count();
  }

  /** The same opinion when the two responses change places. */
  public Opinion swapped() {
    return new Opinion(
        label.swapped(), probabilities == null ? null : probabilities.swapped(), hedges);
  }
}
