package assay.domain;

import java.util.List;

/** The labels a pairwise comparison offers, best for A first. */
public enum Scale {
  FIVE(List.of("A>>", "A>", "=", "B>", "B>>")),
  THREE(List.of("A>", "=", "B>")),
  NO_TIE(List.of("A>>", "A>", "B>", "B>>"));

  @SuppressWarnings("ImmutableEnumChecker") // toList() gives an immutable list of enum constants
  private final List<PreferenceLabel> labels;

  Scale(List<String> symbols) {
    this.labels = symbols.stream().map(PreferenceLabel::of).toList();
  }

  public List<PreferenceLabel> labels() {
    return labels;
  }

  public boolean has(PreferenceLabel label) {
    return labels.contains(label);
  }
}
