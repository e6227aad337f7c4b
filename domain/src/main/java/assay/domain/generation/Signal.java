package assay.domain.generation;

import java.util.Optional;

/**
 * Tells two responses that are worth comparing from two that are not.
 *
 * <p>Checked in this order: empty, truncated, identical, near-identical, refused by both. One
 * refusal against an answer is a signal.
 */
public final class Signal {
  private Signal() {}

  /**
   * What is wrong, and which sides to write again.
   *
   * <p>Of two that are alike the first stays: one of them may well be good.
   */
  public record Missing(Lack lack, boolean first, boolean second) {}

  /** Empty when the two are worth comparing. */
  public static Optional<Missing> missing(Response first, Response second) {
    if (first.empty() || second.empty()) {
      return Optional.of(new Missing(Lack.EMPTY, first.empty(), second.empty()));
    }
    if (first.truncated() || second.truncated()) {
      return Optional.of(new Missing(Lack.TRUNCATED, first.truncated(), second.truncated()));
    }
    if (first.text().strip().equals(second.text().strip())) {
      return Optional.of(new Missing(Lack.IDENTICAL, false, true));
    }
    if (Likeness.nearlySame(first.text(), second.text())) {
      return Optional.of(new Missing(Lack.NEAR_IDENTICAL, false, true));
    }
    if (Refusal.in(first.text()) && Refusal.in(second.text())) {
      return Optional.of(new Missing(Lack.REFUSED, true, true));
    }
    return Optional.empty();
  }
}
