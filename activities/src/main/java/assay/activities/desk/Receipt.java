package assay.activities.desk;

import assay.domain.Wire;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person is told after a label was committed; nothing in it depends on gold.
 *
 * @param status {@code accepted} or {@code flagged}
 * @param flags {@code too_fast} or {@code too_slow}
 * @param secondLook true where the person may see what others said and revise, else null
 * @param practice null for all but practice questions
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Receipt(
    String status, List<String> flags, @Nullable Boolean secondLook, @Nullable Practised practice) {
  public Receipt {
    flags = List.copyOf(flags);
  }

  /** Where a test stands after an answer. */
  public enum Outcome {
    /** There are more questions. */
    OPEN,
    PASSED,
    /** Another try begins with the next question. */
    AGAIN,
    FAILED;

    @JsonValue
    String text() {
      return Wire.name(this);
    }

    @JsonCreator
    static Outcome of(String text) {
      return Wire.parse(Outcome.class, text).orElseThrow();
    }
  }

  /**
   * What a practice question teaches.
   *
   * @param label the right one in its JSON form, relative to what was shown
   * @param question how many of the try are answered
   */
  public record Practised(
      boolean right,
      JsonNode label,
      String explanation,
      int question,
      int of,
      int rightSoFar,
      Outcome outcome) {}

  static Receipt of(List<String> flags) {
    return new Receipt(flags.isEmpty() ? "accepted" : "flagged", flags, null, null);
  }

  static Receipt practised(Practised practice) {
    return new Receipt("accepted", List.of(), null, practice);
  }

  /** The same, and the person may look again. */
  Receipt withSecondLook() {
    return new Receipt(status, flags, true, practice);
  }
}
