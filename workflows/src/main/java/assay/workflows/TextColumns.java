package assay.workflows;

/**
 * Proof of a chunk's texts without the texts.
 *
 * @param root Merkle root over (id, prompt, responses), lower-case hex
 * @param dropped pairs for which no two responses could be generated, ascending
 */
public record TextColumns(String root, int[] dropped) {}
