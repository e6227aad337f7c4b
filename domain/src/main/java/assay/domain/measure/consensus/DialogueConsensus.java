package assay.domain.measure.consensus;

import assay.domain.measure.Ints;
import java.util.List;

/**
 * The consensus on one dialogue whose parts were labelled one by one: its turns, then the whole.
 *
 * @param labels the label that leads on each part, {@link WeightedVote#NO_LABEL} where none does
 * @param confidence the share of the least certain part: a dialogue is as sure as that
 * @param settled whether every part has a label
 */
public record DialogueConsensus(Ints labels, double confidence, boolean settled) {

  /** Of the votes on the parts of one dialogue. */
  public static DialogueConsensus of(List<WeightedVote> parts) {
    int[] labels = parts.stream().mapToInt(WeightedVote::winner).toArray();
    return new DialogueConsensus(
        Ints.owned(labels),
        parts.stream().mapToDouble(WeightedVote::confidence).min().orElse(1),
        parts.stream().noneMatch(part -> part.winner() == WeightedVote.NO_LABEL));
  }
}
