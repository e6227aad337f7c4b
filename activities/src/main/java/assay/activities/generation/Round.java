package assay.activities.generation;

import assay.domain.generation.Lack;
import assay.domain.generation.Signal;
import org.jspecify.annotations.Nullable;

/** What one round of writing for a prompt came to. */
sealed interface Round {

  /**
   * Two responses that are worth comparing.
   *
   * @param n responses written for it
   */
  record Found(Draft first, Draft second, int n) implements Round {}

  /**
   * Nothing worth comparing.
   *
   * @param first what the next round may keep, null when it is to be written again
   * @param second the same
   */
  record Without(Lack lack, @Nullable Draft first, @Nullable Draft second) implements Round {}

  static Round of(Draft first, Draft second, int n) {
    Signal.Missing missing = Signal.missing(first.response(), second.response()).orElse(null);
    return missing == null
        ? new Found(first, second, n)
        : new Without(
            missing.lack(), missing.first() ? null : first, missing.second() ? null : second);
  }
}
