package assay.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something to look at: two responses to one prompt, or another item of the campaign's task type.
 *
 * @param index place in the campaign's input, from 0; gold pairs follow the real ones
 * @param id the input's own name, unique in the campaign
 * @param responses as many as the task type wants, in the input's order; none while they are still
 *     to be generated
 * @param gold the known answer of a gold question, encoded; null for an item that is to be labelled
 * @param metadata the input's own JSON object, kept as it came
 */
public record Pair(
    int index,
    String id,
    Prompt prompt,
    List<String> responses,
    @Nullable String domain,
    double priority,
    @Nullable String metadata,
    @Nullable String gold) {
  public Pair {
    responses = List.copyOf(responses);
  }

  /** Two responses; both null while they are still to be generated. */
  public Pair(
      int index,
      String id,
      Prompt prompt,
      @Nullable String responseA,
      @Nullable String responseB,
      @Nullable String domain,
      double priority,
      @Nullable String metadata,
      @Nullable PreferenceLabel gold) {
    this(
        index,
        id,
        prompt,
        responseA == null || responseB == null ? List.of() : List.of(responseA, responseB),
        domain,
        priority,
        metadata,
        gold == null ? null : gold.symbol());
  }

  public @Nullable String responseA() {
    return complete() ? responses.get(0) : null;
  }

  public @Nullable String responseB() {
    return complete() ? responses.get(1) : null;
  }

  /** Whether there are two responses to compare. */
  public boolean complete() {
    return responses.size() >= 2;
  }
}
