package assay.domain;

/** A doubt about one judgment. It lowers standing and weight and never removes the judgment. */
public enum Flag {
  TOO_FAST,
  TOO_SLOW,
  GOLD_INCORRECT,
  BELOW_GOLD_THRESHOLD,
  INCONSISTENT
}
