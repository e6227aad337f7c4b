package assay.activities.prelabel;

import assay.domain.judge.Opinion;
import org.jspecify.annotations.Nullable;

/**
 * What came of asking a judge in one order.
 *
 * @param opinion null when neither the answer nor that after the reminder held a verdict
 */
record Heard(@Nullable Opinion opinion) {
  Opinion said() {
    if (opinion == null) {
      throw new IllegalStateException("nothing was said that could be read");
    }
    return opinion;
  }
}
