package assay.workflows;

import assay.domain.spec.CampaignSpec;

/**
 * What one batch is to do.
 *
 * @param number from 1
 * @param first index of its first pair in the campaign
 * @param size number of real pairs
 * @param guidelines digest of the guidelines' version, empty without any
 */
public record BatchPlan(CampaignSpec spec, int number, int first, int size, String guidelines) {
  public String campaign() {
    return spec.campaign();
  }

  public Chunk chunk(int from, int count) {
    return new Chunk(campaign(), number, from, count);
  }

  public Chunk all() {
    return chunk(first, size);
  }
}
