package assay.domain.measure;

/** A measured number with its interval, or the stated reason why there is none. */
public sealed interface Estimate {

  /** A value with the limits of its 95 % interval. */
  record Value(double value, double low, double high) implements Estimate {}

  /** Why the data give no value. */
  record Undefined(Reason reason) implements Estimate {}

  /** The degenerate cases, each with its sentence. */
  enum Reason {
    NO_ANSWERS("there are no answers"),
    NO_ITEM_WITH_TWO("no item has answers from two annotators"),
    ONE_LABEL("every answer is the same label, so agreement cannot be told from chance"),
    ONE_DECLARED_LABEL("fewer than two labels are declared"),
    NO_SHARED_ITEMS("no two annotators share 10 items"),
    NOT_ORDERED("partial agreement needs labels in an order"),
    NOT_A_RATIO_SCALE("a ratio scale needs numbers of 0 or more");

    private final String text;

    Reason(String text) {
      this.text = text;
    }

    /** The sentence to show. */
    public String text() {
      return text;
    }
  }

  /** The value, or NaN where it is undefined. */
  default double orNaN() {
    return switch (this) {
      case Value v -> v.value();
      case Undefined u -> Double.NaN;
    };
  }
}
