package assay.domain;

/** Why a person is shown an item. */
public enum Stage {
  REVIEW('r'),
  SPOT_CHECK('s'),
  EXPERT('e'),
  GOLD('g');

  private final char code;

  Stage(char code) {
    this.code = code;
  }

  /** One letter for the columns of a history. */
  public char code() {
    return code;
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
