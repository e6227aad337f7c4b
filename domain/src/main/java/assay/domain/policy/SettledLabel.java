package assay.domain.policy;

import assay.domain.Decider;
import assay.domain.PreferenceLabel;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The label of one pair, with what it rests on.
 *
 * @param confidence in millionths
 * @param margin posterior mean on −2…2 in millionths, positive for A
 * @param votes counted judgments by label, best for A first
 */
public record SettledLabel(
    int pair,
    @Nullable PreferenceLabel label,
    int confidence,
    int margin,
    Decider decidedBy,
    Map<PreferenceLabel, Integer> votes) {

  public int judgments() {
    return votes.values().stream().mapToInt(Integer::intValue).sum();
  }
}
