package assay.domain;

/**
 * One person's answer to one item.
 *
 * @param pair index of the pair in the campaign
 * @param annotator the person's number in this campaign, from 1
 * @param tenths time taken, in tenths of a second
 * @param swapped whether the responses were shown in the other order; the answer is in the input's
 * @param lease number of the lease under which it was given
 */
public record Judgment(
    int pair, Stage stage, int annotator, Answer answer, int tenths, boolean swapped, long lease) {}
