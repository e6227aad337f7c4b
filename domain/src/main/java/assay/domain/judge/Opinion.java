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
 * @param scores null when it was not asked for scores, or they could not be read
 */
public record Opinion(
    PreferenceLabel label,
    @Nullable LabelProbabilities probabilities,
    int hedges,
    @Nullable DimensionScores scores) {

  private static final int MILLION = 1_000_000;
  private static final int EACH_HEDGE = 100_000;
  private static final int LEAST = 300_000;
  private static final List<String> HEDGING_WORDS =
      List.of("might", "perhaps", "arguably", "somewhat", "debatable", "hard to say", "close call");

  /**
   * What the hedging words alone would make of it, in millionths: 1 − 0.1 for each, at least 0.3.
   */
  public int hedged() {
    return Math.max(LEAST, MILLION - EACH_HEDGE * hedges);
  }

  /** Counts the hedging words of an answer; each counts once, wherever it stands. */
  public static int hedges(String answer) {
    String lower = answer.toLowerCase(Locale.ROOT);
    return (int) HEDGING_WORDS.stream().filter(lower::contains).count();
  }

  /** The same opinion when the two responses change places. */
  public Opinion swapped() {
    return new Opinion(
        label.swapped(),
        probabilities == null ? null : probabilities.swapped(),
        hedges,
        scores == null ? null : scores.swapped());
  }
}
