package assay.activities.desk;

import java.util.List;

/**
 * What a person is told after a label was committed; nothing in it depends on gold.
 *
 * @param status {@code accepted} or {@code flagged}
 * @param flags {@code too_fast} or {@code too_slow}
 */
public record Receipt(String status, List<String> flags) {
  public Receipt {
    flags = List.copyOf(flags);
  }

  static Receipt of(List<String> flags) {
    return new Receipt(flags.isEmpty() ? "accepted" : "flagged", flags);
  }
}
