package assay.domain;

import java.util.List;

/**
 * What people are asked to do with an item. Each kind has its own {@link Answer} form, its own rule
 * of settling and its own export; every place that depends on the kind switches over this family.
 */
public sealed interface TaskType {

  /** The name in specs and in the desk's replies. */
  String name();

  /** Seconds that one answer takes, the reference for pay and estimates. */
  int estimatedSeconds();

  /** Whether campaigns of this kind can run today. */
  default boolean available() {
    return this instanceof PairwiseComparison;
  }

  record PairwiseComparison(Scale scale) implements TaskType {
    @Override
    public String name() {
      return "pairwise_comparison";
    }

    @Override
    public int estimatedSeconds() {
      return 45;
    }
  }

  record PreferenceRanking() implements TaskType {
    @Override
    public String name() {
      return "preference_ranking";
    }

    @Override
    public int estimatedSeconds() {
      return 60;
    }
  }

  record LikertScale() implements TaskType {
    @Override
    public String name() {
      return "likert_scale";
    }

    @Override
    public int estimatedSeconds() {
      return 30;
    }
  }

  record Classification() implements TaskType {
    @Override
    public String name() {
      return "classification";
    }

    @Override
    public int estimatedSeconds() {
      return 15;
    }
  }

  record SpanAnnotation() implements TaskType {
    @Override
    public String name() {
      return "span_annotation";
    }

    @Override
    public int estimatedSeconds() {
      return 90;
    }
  }

  record FreeText() implements TaskType {
    @Override
    public String name() {
      return "free_text";
    }

    @Override
    public int estimatedSeconds() {
      return 120;
    }
  }

  record MultiTurnDialog() implements TaskType {
    @Override
    public String name() {
      return "multi_turn_dialog";
    }

    @Override
    public int estimatedSeconds() {
      return 180;
    }
  }

  /**
   * Every kind, in the order of the documentation; {@code scale} is that of pairwise comparison.
   */
  static List<TaskType> all(Scale scale) {
    return List.of(
        new PreferenceRanking(),
        new LikertScale(),
        new Classification(),
        new SpanAnnotation(),
        new FreeText(),
        new PairwiseComparison(scale),
        new MultiTurnDialog());
  }
}
