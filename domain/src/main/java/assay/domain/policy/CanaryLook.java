package assay.domain.policy;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What one judge answered at one look at its canary.
 *
 * @param look number from 1
 * @param before the batch that waited for it; all earlier ones were open
 * @param askings a text for each time that all questions were asked, a character for each question:
 *     {@code A}, {@code B}, {@code =}, {@code ?} for an answer without a verdict, {@code -} where
 *     the judge could not be reached. Several askings are a reference, one is a look
 * @param confidences of each asking those of its answers, in percent; 0 without a verdict
 * @param served who answered, in the server's own words, ascending; empty when it says nothing
 * @param comparison with the reference, nothing to compare at a reference itself
 */
public record CanaryLook(
    String judge,
    int look,
    int before,
    List<String> askings,
    List<List<Integer>> confidences,
    List<String> served,
    CanaryRule.Comparison comparison) {
  public CanaryLook {
    askings = List.copyOf(askings);
    confidences = confidences.stream().map(List::copyOf).toList();
    served = List.copyOf(served);
  }

  public boolean changed() {
    return comparison.changed();
  }

  /** In words for the manager. */
  public String change() {
    if (comparison.sidesChanged()) {
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
    boolean surer = comparison.surer().changed();
    CanaryRule.Shift shift = surer ? comparison.surer() : comparison.doubting();
    return String.format(
        Locale.ROOT,
        "judge %s is %s sure of its canary since look %d (its confidence is the %s of four for %d of"
            + " %d answers, %.1f expected)",
        judge,
        surer ? "more" : "less",
        look,
        surer ? "highest" : "lowest",
        shift.odd(),
        shift.unlike(),
        shift.unlike() * CanaryRule.ODD);
  }

  /**
   * That somebody answers who did not at any earlier look, in words for the manager; nothing when
   * the server said nothing before, or says nothing new.
   *
   * @param earlier the judge's own looks before this one
   */
  public Optional<String> newlyServed(List<CanaryLook> earlier) {
    List<String> before =
        earlier.stream().flatMap(each -> each.served.stream()).distinct().sorted().toList();
    List<String> added = served.stream().filter(each -> !before.contains(each)).toList();
    return before.isEmpty() || added.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "judge %s is answered by %s since look %d, before by %s"
                .formatted(judge, String.join(" and ", added), look, String.join(" and ", before)));
  }
}
