package assay.workflows;

import io.temporal.activity.ActivityInterface;

/** Phase 5: one label a pair, from who decided and all evidence up to a numbered event. */
@ActivityInterface(namePrefix = "Aggregation")
public interface AggregationActivities {
  /** Labels of one batch, by what its own judgments tell of people's reliability. */
  LabelColumns aggregateBatch(Chunk batch, String deciders, int lastSeq);

  /**
   * Labels of the whole campaign, by everyone's reliability over all batches.
   *
   * @return digest of inputs, parameters and labels
   */
  String aggregateCampaign(String campaign);
}
