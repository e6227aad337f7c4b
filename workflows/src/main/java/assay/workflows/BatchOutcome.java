package assay.workflows;

import assay.domain.Decider;
import java.util.Map;

/**
 * What a finished batch tells its campaign.
 *
 * @param run the Temporal run that finished it
 * @param lastSeq number of the last desk event it has seen
 * @param digest of the inputs and parameters of its aggregation
 * @param failure why it could not be finished, empty when it was
 */
public record BatchOutcome(
    int number,
    String run,
    int lastSeq,
    Map<Decider, Integer> decided,
    String digest,
    String failure) {}
