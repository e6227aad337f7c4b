package assay.domain;

/** Which response is better, without saying by how much. */
public enum Direction {
  A,
  TIE,
  B
}
