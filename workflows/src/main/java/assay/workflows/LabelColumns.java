package assay.workflows;

import java.util.List;

/**
 * A batch's settled labels in columns, one place a pair.
 *
 * @param labels one letter a pair: {@code 0} (A>>) … {@code 4} (B>>), {@code -} dropped; of other
 *     items {@code x} where there is a label
 * @param deciders one letter a pair, see {@link assay.domain.Decider}
 * @param confidence in millionths
 * @param margin in millionths
 * @param digest of the inputs and the parameters
 * @param answers of items that are no pairs: the labels, empty where dropped, SHA-256 of those that
 *     are too long; empty for pairs
 */
public record LabelColumns(
    String labels,
    String deciders,
    int[] confidence,
    int[] margin,
    String digest,
    List<String> answers) {
  public LabelColumns {
    // Histories of versions with pairs alone have none.
    answers = answers == null ? List.of() : List.copyOf(answers);
  }
}
