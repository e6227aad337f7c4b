package assay.workflows;

/**
 * A batch's settled labels in columns, one place a pair.
 *
 * @param labels one letter a pair: {@code 0} (A>>) … {@code 4} (B>>), {@code -} dropped
 * @param deciders one letter a pair, see {@link assay.domain.Decider}
 * @param confidence in millionths
 * @param margin in millionths
 * @param digest of the inputs and the parameters
 */
public record LabelColumns(
    String labels, String deciders, int[] confidence, int[] margin, String digest) {}
