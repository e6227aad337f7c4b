package assay.activities.prelabel;

import assay.domain.judge.Opinion;
import org.jspecify.annotations.Nullable;

/**
 * What came of one sample of a judge in one order, the reminder included.
 *
 * @param opinion null when neither the answer nor that after the reminder held a verdict
 */
record Heard(@Nullable Opinion opinion) {}
