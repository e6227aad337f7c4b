package assay.domain.measure.agreement;

/** Levels of measurement: which differences between two labels mean something. */
public enum Level {
  /** Labels are names: two are equal or not. */
  NOMINAL,
  /** Labels are ranked: what counts is how many answers lie between two. */
  ORDINAL,
  /** Labels are numbers whose differences mean something. */
  INTERVAL,
  /** Labels are numbers of 0 or more whose quotients mean something. */
  RATIO
}
