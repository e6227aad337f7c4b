package assay.domain.judge;

import assay.domain.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What one judge came to about one pair. */
public record Hearing(Verdict verdict, Detail detail) {

  /**
   * What its answers told besides the verdict, in the pair's own order.
   *
   * @param answers how many of them held a verdict
   * @param consistent whether both orders prefer the same side; null when only one was asked
   * @param probabilities mean over the answers, null when one had no log-probabilities
   * @param hedged what the hedging words alone would make of it, in millionths, the mean over the
   *     answers; null without an answer
   * @param scores mean over the answers that held scores, null when none did
   */
  public record Detail(
      int answers,
      @Nullable Boolean consistent,
      @Nullable LabelProbabilities probabilities,
      @Nullable Integer hedged,
      @Nullable DimensionScores scores) {}

  /** A judge that gave no verdict. */
  public static Hearing without(Verdict verdict) {
    return new Hearing(verdict, new Detail(0, null, null, null, null));
  }

  /**
   * @param ab opinions with the pair's first response shown first, one a sample
   * @param ba opinions with the second shown first, as they were shown; empty when not asked
   * @param evenGoesToB which side gets the label when both are equally good, drawn for the pair
   */
  public static Hearing of(List<Opinion> ab, List<Opinion> ba, boolean evenGoesToB) {
    boolean oneOrder = ba.isEmpty();
    Verdict verdict =
        oneOrder ? VerdictRule.one(ab, evenGoesToB) : VerdictRule.both(ab, ba, evenGoesToB);
    List<Opinion> all = new ArrayList<>(ab);
    ba.forEach(opinion -> all.add(opinion.swapped()));
    List<LabelProbabilities> probabilities = given(all, Opinion::probabilities);
    List<DimensionScores> scores = given(all, Opinion::scores);
    return new Hearing(
        verdict,
        new Detail(
            all.size(),
            oneOrder ? null : VerdictRule.consistent(ab, ba),
            probabilities.size() == all.size() ? LabelProbabilities.mean(probabilities) : null,
            (int) Math.round(all.stream().mapToInt(Opinion::hedged).average().orElseThrow()),
            scores.isEmpty() ? null : DimensionScores.mean(scores)));
  }

  private static <T> List<T> given(List<Opinion> opinions, Function<Opinion, @Nullable T> part) {
    List<T> given = new ArrayList<>();
    for (Opinion opinion : opinions) {
      @Nullable T value = part.apply(opinion);
      if (value != null) {
        given.add(value);
      }
    }
    return given;
  }
}
