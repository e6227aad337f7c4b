package assay.activities.store;

import assay.domain.generation.Lack;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a prompt: two responses, or none that are worth comparing.
 *
 * @param sides null when the pair is dropped
 * @param checks the rounds that gave nothing worth comparing, in order
 */
public record GeneratedPair(@Nullable Sides sides, List<Check> checks) {
  public GeneratedPair {
    checks = List.copyOf(checks);
  }

  /**
   * @param strategy {@code diverse_models}, …
   * @param n responses that were written for the pair in its last round
   */
  public record Sides(String strategy, int n, Side a, Side b) {}

  /**
   * @param call what wrote the response
   * @param score null where nothing scores
   */
  public record Side(ModelCall call, @Nullable Double score) {}

  /**
   * @param round from 1
   * @param dropped whether it was the last one, else the pair was generated anew
   */
  public record Check(int round, Lack lack, boolean dropped) {}
}
