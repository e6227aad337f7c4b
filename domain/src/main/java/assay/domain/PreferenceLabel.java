package assay.domain;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** A preference between two responses, from "A is much better" to "B is much better". */
public enum PreferenceLabel {
  A_MUCH_BETTER("A>>", "A>>B", 2),
  A_BETTER("A>", "A>B", 1),
  TIE("=", "A=B", 0),
  B_BETTER("B>", "B>A", -1),
  B_MUCH_BETTER("B>>", "B>>A", -2);

  private final String symbol;
  private final String verdict;
  private final int margin;

  PreferenceLabel(String symbol, String verdict, int margin) {
    this.symbol = symbol;
    this.verdict = verdict;
    this.margin = margin;
  }

  /** The written form: {@code A>>}, {@code A>}, {@code =}, {@code B>} or {@code B>>}. */
  @JsonValue
  public String symbol() {
    return symbol;
  }

  /**
   * The form a judge answers in: {@code A>>B}, {@code A>B}, {@code A=B}, {@code B>A}, {@code B>>A}.
   */
  public String verdict() {
    return verdict;
  }

  /** From 2 (A much better) to −2 (B much better). */
  public int margin() {
    return margin;
  }

  public Direction direction() {
    return margin > 0 ? Direction.A : margin < 0 ? Direction.B : Direction.TIE;
  }

  /** The same preference when the two responses change places. */
  public PreferenceLabel swapped() {
    return values()[values().length - 1 - ordinal()];
  }

  @JsonCreator
  public static PreferenceLabel of(String symbol) {
    for (PreferenceLabel label : values()) {
      if (label.symbol.equals(symbol)) {
        return label;
      }
    }
    throw new IllegalArgumentException(
        "no preference label '" + symbol + "'; use A>>, A>, =, B> or B>>");
  }
}
