package assay.workflows;

/**
 * A run of neighbouring pairs of one batch; activities look up the spec and the texts by it.
 *
 * @param first index of the first pair in the campaign
 */
public record Chunk(String campaign, int batch, int first, int count) {}
