package assay.domain.policy;

import java.util.List;
import java.util.Locale;

/**
 * What one judge answered at one look at its canary.
 *
 * @param look number from 1
 * @param before the batch that waited for it; all earlier ones were open
 * @param askings a text for each time that all questions were asked, a character for each question:
 *     {@code A}, {@code B}, {@code =}, {@code ?} for an answer without a verdict, {@code -} where
 *     the judge could not be reached. Several askings are a reference, one is a look
 * @param comparison with the reference, nothing to compare at a reference itself
 */
public record CanaryLook(
    String judge, int look, int before, List<String> askings, CanaryRule.Comparison comparison) {
  public CanaryLook {
    askings = List.copyOf(askings);
  }

  public boolean changed() {
    return comparison.changed();
  }

  /** In words for the manager. */
  public String change() {
    return String.format(
        Locale.ROOT,
        "judge %s answers its canary differently since look %d (%d of %d answers changed, %.1f"
            + " expected)",
        judge,
        look,
        comparison.odd(),
        comparison.compared(),
        comparison.expected());
  }
}
