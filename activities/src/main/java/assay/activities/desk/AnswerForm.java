package assay.activities.desk;

import assay.domain.Answer;
import assay.domain.PreferenceLabel;
import assay.domain.Scale;
import assay.domain.TaskType;
import assay.domain.TaskTypeUnavailable;
import java.util.List;

/** What may be answered for each kind of task. */
final class AnswerForm {
  private AnswerForm() {}

  static List<String> labels(TaskType task) {
    return switch (task) {
      case TaskType.PairwiseComparison pairwise ->
          pairwise.scale().labels().stream().map(PreferenceLabel::symbol).toList();
      case TaskType.PreferenceRanking t -> throw new TaskTypeUnavailable(t);
      case TaskType.LikertScale t -> throw new TaskTypeUnavailable(t);
      case TaskType.Classification t -> throw new TaskTypeUnavailable(t);
      case TaskType.SpanAnnotation t -> throw new TaskTypeUnavailable(t);
      case TaskType.FreeText t -> throw new TaskTypeUnavailable(t);
      case TaskType.MultiTurnDialog t -> throw new TaskTypeUnavailable(t);
    };
  }

  /** The answer as it was given, relative to the order shown. */
  static Answer read(TaskType task, String label) {
    return switch (task) {
      case TaskType.PairwiseComparison pairwise -> preference(pairwise.scale(), task, label);
      case TaskType.PreferenceRanking t -> throw new TaskTypeUnavailable(t);
      case TaskType.LikertScale t -> throw new TaskTypeUnavailable(t);
      case TaskType.Classification t -> throw new TaskTypeUnavailable(t);
      case TaskType.SpanAnnotation t -> throw new TaskTypeUnavailable(t);
      case TaskType.FreeText t -> throw new TaskTypeUnavailable(t);
      case TaskType.MultiTurnDialog t -> throw new TaskTypeUnavailable(t);
    };
  }

  private static Answer preference(Scale scale, TaskType task, String label) {
    return scale.labels().stream()
        .filter(known -> known.symbol().equals(label))
        .findFirst()
        .map(Answer.Preference::new)
        .orElseThrow(
            () ->
                DeskRefusal.invalid(
                    "label: \"%s\" is not on this campaign's scale; use one of %s."
                        .formatted(label, String.join(" ", labels(task)))));
  }
}
