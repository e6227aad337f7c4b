package assay.workers.demo;

/** How good an answer of the demo is, known because the demo wrote it. */
public enum Quality {
  POOR,
  FAIR,
  GOOD;

  /** From 2 (this one is much better) to −2 (the other one is). */
  int above(Quality other) {
    return ordinal() - other.ordinal();
  }
}
