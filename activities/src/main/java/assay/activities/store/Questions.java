package assay.activities.store;

import assay.domain.Pair;
import assay.domain.TaskType;
import assay.domain.spec.Question;
import java.util.List;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Keeps the questions of a campaign's test with the campaign. */
final class Questions {
  private Questions() {}

  static void insert(Handle h, int campaign, TaskType task, List<Question> questions) {
    if (questions.isEmpty()) {
      return;
    }
    try (PreparedBatch batch =
        h.prepareBatch(
            """
            insert into question (campaign, ix, id, prompt, response_a, response_b, responses, label,
              explanation, example)
            values (:campaign, :ix, :id, :prompt, :a, :b, :responses, :label, :explanation, :example)
            """)) {
      for (int i = 0; i < questions.size(); i++) {
        Pair pair = questions.get(i).pair();
        Pairs.bind(batch, task, pair)
            .bind("campaign", campaign)
            .bind("ix", i)
            .bind("id", pair.id())
            .bind("label", Objects.requireNonNull(pair.gold()))
            .bind("explanation", questions.get(i).explanation())
            .bind("example", questions.get(i).example())
            .add();
      }
      batch.execute();
    }
  }
}
