package assay.domain;

/**
 * What a person said of one item, relative to the input's order of responses.
 *
 * <p>One form for each {@link TaskType}; the forms of kinds that cannot run yet join this family
 * together with their settling and export.
 */
public sealed interface Answer {

  /** The same answer when the responses were shown in the other order. */
  Answer swapped();

  /** Compact text for histories and tables; {@link #decode} reads it. */
  String encode();

  record Preference(PreferenceLabel label) implements Answer {
    @Override
    public Preference swapped() {
      return new Preference(label.swapped());
    }

    @Override
    public String encode() {
      return label.symbol();
    }
  }

  static Answer decode(TaskType type, String text) {
    return switch (type) {
      case TaskType.PairwiseComparison pairwise -> new Preference(PreferenceLabel.of(text));
      case TaskType.PreferenceRanking t -> throw new TaskTypeUnavailable(t);
      case TaskType.LikertScale t -> throw new TaskTypeUnavailable(t);
      case TaskType.Classification t -> throw new TaskTypeUnavailable(t);
      case TaskType.SpanAnnotation t -> throw new TaskTypeUnavailable(t);
      case TaskType.FreeText t -> throw new TaskTypeUnavailable(t);
      case TaskType.MultiTurnDialog t -> throw new TaskTypeUnavailable(t);
    };
  }
}
