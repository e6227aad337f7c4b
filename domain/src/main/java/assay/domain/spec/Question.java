package assay.domain.spec;

import assay.domain.Pair;

/**
 * A question of the test before a campaign's first paid task.
 *
 * @param pair with its known label
 * @param explanation told with the answer
 * @param example shown with its answer and never asked
 */
public record Question(Pair pair, String explanation, boolean example) {}
