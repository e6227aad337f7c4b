package assay.domain.policy;

import assay.domain.Answer;
import assay.domain.Consensus;
import assay.domain.Decider;
import assay.domain.PreferenceLabel;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The label of one pair or other item, with what it rests on.
 *
 * @param confidence in millionths
 * @param margin of pairs: posterior mean on −2…2 in millionths, positive for A; 0 for other types.
 *     Of a judged label it is the judges' own, before any calibration
 * @param votes counted judgments by label, in the labels' order; empty where answers are no labels
 * @param judgments counted ones
 */
public record SettledLabel(
    int pair,
    @Nullable Answer label,
    int confidence,
    int margin,
    Decider decidedBy,
    Map<String, Integer> votes,
    int judgments) {
  public SettledLabel {
    votes = Collections.unmodifiableMap(new LinkedHashMap<>(votes));
  }

  /** Of a pair of responses. */
  public SettledLabel(
      int pair,
      @Nullable PreferenceLabel label,
      int confidence,
      int margin,
      Decider decidedBy,
      Map<PreferenceLabel, Integer> votes) {
    this(
        pair,
        label == null ? null : new Answer.Preference(label),
        confidence,
        margin,
        decidedBy,
        bySymbol(votes),
        votes.values().stream().mapToInt(Integer::intValue).sum());
  }

  /** The label of a pair of responses, null for other types and without one. */
  public @Nullable PreferenceLabel preference() {
    return label instanceof Answer.Preference preference ? preference.label() : null;
  }

  /** What people or judges came to, null when it was dropped. */
  public @Nullable Consensus consensus() {
    return label == null ? null : new Consensus(label, confidence, margin);
  }

  private static Map<String, Integer> bySymbol(Map<PreferenceLabel, Integer> votes) {
    Map<String, Integer> symbols = new LinkedHashMap<>();
    for (PreferenceLabel label : PreferenceLabel.values()) {
      if (votes.containsKey(label)) {
        symbols.put(label.symbol(), votes.get(label));
      }
    }
    return symbols;
  }
}
