package assay.domain.measure.agreement;

/**
 * The bands in which a chance-corrected agreement is read, and what to do in each.
 *
 * <p>Landis and Koch (1977), closed so that no value falls between two: a band reaches up to and
 * including its highest value.
 */
public enum Band {
  POOR(
      0,
      "worse than chance",
      "find out why before anything else: a reversed scale, or two readings of the task"),
  SLIGHT(0.2, "slight", "redesign the task"),
  FAIR(0.4, "fair", "perhaps too subjective: simplify the rubric"),
  MODERATE(0.6, "moderate", "revise the guidelines and add training examples"),
  SUBSTANTIAL(0.8, "substantial", "fine with majority voting"),
  ALMOST_PERFECT(1, "almost perfect", "ready for training; perhaps easy enough to automate");

  private final double highest;
  private final String text;
  private final String action;

  Band(double highest, String text, String action) {
    this.highest = highest;
    this.text = text;
    this.action = action;
  }

  /** The band of a coefficient of at most 1. */
  public static Band of(double coefficient) {
    if (coefficient < 0) {
      return POOR;
    }
    for (Band band : values()) {
      if (band != POOR && coefficient <= band.highest) {
        return band;
      }
    }
    return ALMOST_PERFECT;
  }

  /** The band's name in words. */
  public String text() {
    return text;
  }

  /** What to do when agreement is in this band. */
  public String action() {
    return action;
  }
}
