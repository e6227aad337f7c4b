package assay.domain;

import org.jspecify.annotations.Nullable;

/**
 * Two responses to one prompt.
 *
 * @param index place in the campaign's input, from 0; gold pairs follow the real ones
 * @param id the input's own name, unique in the campaign
 * @param gold the known label of a gold question, null for a pair that is to be labelled
 * @param metadata the input's own JSON object, kept as it came
 */
public record Pair(
    int index,
    String id,
    Prompt prompt,
    @Nullable String responseA,
    @Nullable String responseB,
    @Nullable String domain,
    double priority,
    @Nullable String metadata,
    @Nullable PreferenceLabel gold) {

  /** False while the responses are still to be generated. */
  public boolean complete() {
    return responseA != null && responseB != null;
  }
}
