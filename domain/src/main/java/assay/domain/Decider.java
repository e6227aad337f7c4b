package assay.domain;

/** Who decided a pair's label. */
public enum Decider {
  AI('a'),
  SPOT_CHECK('s'),
  HUMAN('h'),
  EXPERT('e'),
  FALLBACK('f'),
  DROPPED('d'),
  UNSELECTED('u');

  private final char code;

  Decider(char code) {
    this.code = code;
  }

  /** One letter for the columns of a history. */
  public char code() {
    return code;
  }

  public static Decider of(char code) {
    for (Decider decider : values()) {
      if (decider.code == code) {
        return decider;
      }
    }
    throw new IllegalArgumentException("no decider '" + code + "'");
  }
}
