package assay.domain.measure.consensus;

/** Characters {@code start} (inclusive) to {@code end} (exclusive) of a text bear a label. */
public record Span(int start, int end, int label) {
  public Span {
    if (start < 0 || end <= start) {
      throw new IllegalArgumentException("span %d to %d is empty".formatted(start, end));
    }
  }
}
