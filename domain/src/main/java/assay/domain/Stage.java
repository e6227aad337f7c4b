package assay.domain;

/** Why a person is shown an item. */
public enum Stage {
  REVIEW('r'),
  SPOT_CHECK('s'),
  EXPERT('e'),
  GOLD('g'),
  /** An item that the person has judged before; it counts for their consistency only. */
  REPEAT('p');

  private final char code;

  Stage(char code) {
    this.code = code;
  }

  /** One letter for the columns of a history. */
  public char code() {
    return code;
  }

  /** Whether it has no places of its own: it is shown in place of a real item, which stays free. */
  public boolean aside() {
    return this == GOLD || this == REPEAT;
  }

  public static Stage of(char code) {
    for (Stage stage : values()) {
      if (stage.code == code) {
        return stage;
      }
    }
    throw new IllegalArgumentException("no stage '" + code + "'");
  }
}
