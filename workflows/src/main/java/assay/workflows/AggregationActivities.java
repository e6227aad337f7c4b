package assay.workflows;

import io.temporal.activity.ActivityInterface;

/** Phase 5: one label a pair, from who decided and all evidence up to a numbered event. */
@ActivityInterface(namePrefix = "Aggregation")
public interface AggregationActivities {
  /** Stands in place of a decider for a pair that keeps the label of an earlier batch. */
  char KEPT = '-';

  /**
   * Labels of one batch, by what its own judgments tell of people's reliability.
   *
   * @param deciders one letter a pair, or {@link #KEPT}
   */
  LabelColumns aggregateBatch(Chunk batch, String deciders, int lastSeq);

  /**
   * A campaign is labelled.
   *
   * @param digest of inputs and parameters
   * @param method that weighed people's words; what {@code auto} chose
   * @param why in a sentence
   */
  record Aggregated(String digest, String method, String why) {}

  /** Labels of the whole campaign, by what all batches tell of everyone's reliability. */
  Aggregated aggregateCampaign(String campaign);
}
