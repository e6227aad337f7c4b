package assay.domain.measure.consensus;

import assay.domain.measure.Ints;
import assay.domain.measure.inference.InferredTruth;
import assay.domain.measure.inference.Posterior;

/**
 * The consensus on one dialogue whose turns were labelled one by one.
 *
 * @param labels the settled label of each turn, {@link Posterior#NO_LABEL} where there is none
 * @param confidence the confidence of the least certain turn: a dialogue is as sure as that
 * @param settled whether every turn has a label
 */
public record DialogueConsensus(Ints labels, double confidence, boolean settled) {

  /**
   * Of the turns of one dialogue, which are tasks {@code first} to {@code end - 1} of what was
   * inferred over the turns of all dialogues.
   */
  public static DialogueConsensus of(InferredTruth turns, int first, int end) {
    int[] labels = new int[end - first];
    double least = 1;
    boolean settled = true;
    for (int t = first; t < end; t++) {
      labels[t - first] = turns.posterior().label(t);
      least = StrictMath.min(least, turns.posterior().confidence(t));
      settled &= labels[t - first] != Posterior.NO_LABEL;
    }
    return new DialogueConsensus(Ints.owned(labels), least, settled);
  }
}
