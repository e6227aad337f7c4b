package assay.domain.measure.oracles;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** No section of the oracles is forgotten. */
class OracleSectionsTest {
  /** Compared value by value in this module. */
  private static final List<String> HERE =
      List.of(
          "textbook",
          "edge_cases",
          "agreement",
          "truth_inference_accuracy",
          "dawid_skene_fixed_iterations",
          "bradley_terry_pandalm",
          "calibration",
          "ppi_pandalm",
          "crowdlab_pandalm",
          "active_learning",
          "bias");

  private static final List<String> NOTES = List.of("truth_inference_notes", "_versions");

  @Test
  void everySectionHasItsPlace() {
    List<String> sections = new ArrayList<>();
    SharedData.json("ORACLES.json").fieldNames().forEachRemaining(sections::add);
    List<String> known = new ArrayList<>(HERE);
    known.addAll(NOTES);

    assertThat(sections).containsExactlyInAnyOrderElementsOf(known);
  }
}
