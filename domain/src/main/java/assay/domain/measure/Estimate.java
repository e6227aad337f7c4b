package assay.domain.measure;

/** A measured number with its interval, or the stated reason why there is none. */
public sealed interface Estimate {
  /** Standard errors to either side of a value, of 95 % of a normal distribution. */
  double Z = 1.959963984540054;

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
    NOT_A_RATIO_SCALE("a ratio scale needs numbers of 0 or more"),
    NO_BETTER_THAN_CHANCE("the judge says yes as often where people say no as where they say yes");

    private final String text;

    Reason(String text) {
      this.text = text;
    }

    /** The sentence to show. */
    public String text() {
      return text;
    }
  }

  /** A value with so many standard errors to either side. */
  static Estimate.Value normal(double value, double standardError) {
    return new Value(value, value - Z * standardError, value + Z * standardError);
  }

  /** The value, or NaN where it is undefined. */
  default double orNaN() {
    return switch (this) {
      case Value v -> v.value();
      case Undefined u -> Double.NaN;
    };
  }
}
