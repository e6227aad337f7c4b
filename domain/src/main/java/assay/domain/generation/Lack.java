package assay.domain.generation;

/** Why two responses, or the candidates for them, tell nothing about a preference. */
public enum Lack {
  /** A side is blank. */
  EMPTY,
  /** A side was cut off by the limit of tokens. */
  TRUNCATED,
  /** Both sides are the same but for white space around them. */
  IDENTICAL,
  /** Both sides say the same in nearly the same words, with the same numbers. */
  NEAR_IDENTICAL,
  /** Both sides decline to answer. */
  REFUSED,
  /** Fewer than two candidates have a score. */
  UNSCORED,
  /** The best candidate scores as the worst does. */
  EQUAL_SCORES,
  /** No candidate reached the score that is accepted. */
  NONE_ACCEPTED,
  /** Every candidate reached it. */
  NONE_REJECTED
}
