package assay.activities.model;

import assay.activities.model.ChunkRun.Question;
import java.math.BigDecimal;

/** How a question that is not answered yet gets its answer. */
sealed interface Lane permits CallLane, CollectLane {

  /**
   * @param discount the share that is taken off the model's prices
   */
  record Heard(ChatResult result, BigDecimal discount) {}

  /** Says that this question will be asked, whatever other answers are. */
  void announce(Question question);

  Heard ask(Question question) throws CallFailed, InterruptedException;
}
