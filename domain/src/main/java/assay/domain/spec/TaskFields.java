package assay.domain.spec;

import assay.domain.Categorical;
import assay.domain.FreeText;
import assay.domain.LikertScale;
import assay.domain.PairwiseComparison;
import assay.domain.Scale;
import assay.domain.SpanAnnotation;
import assay.domain.TaskType;
import assay.domain.Wire;
import assay.domain.measure.inference.Method;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The fields {@code task_type}, {@code scale}, {@code labels} and {@code points}, and what other
 * fields may say under a type.
 */
final class TaskFields {
  private static final int MOST_LABELS = 50;
  private static final int LONGEST_LABEL = 64;
  private static final List<Method> WEIGHED =
      List.of(Method.AUTO, Method.MAJORITY, Method.WEIGHTED);

  /**
   * What the fields say of the type.
   *
   * @param labels empty for types without
   * @param points 0 for types without
   */
  record Task(String name, Scale scale, List<String> labels, int points, TaskType type) {
    boolean pairs() {
      return type instanceof PairwiseComparison;
    }
  }

  private TaskFields() {}

  static Task read(SpecNode root, List<CampaignSpec.Criterion> rubric) {
    String name = root.text("task_type", "pairwise_comparison");
    Scale scale = root.choice("scale", Scale.class, Scale.FIVE);
    List<String> labels = root.texts("labels");
    int points = root.integer("points", 5, 2, 10);
    List<String> dimensions = rubric.stream().map(CampaignSpec.Criterion::name).toList();
    TaskType type =
        TaskType.of(name, scale, labels, dimensions, points)
            .orElseGet(
                () -> {
                  root.problem(
                      "task_type",
                      "must be one of %s, not '%s'"
                          .formatted(String.join(", ", TaskType.NAMES), name));
                  return new PairwiseComparison(scale);
                });
    checkLabels(root, type, labels);
    if (type instanceof LikertScale && dimensions.isEmpty()) {
      root.problem("rubric", "must have a dimension: likert_scale rates responses by it");
    }
    if (!(type instanceof LikertScale)) {
      only(root, "points", "likert_scale");
    }
    if (!(type instanceof PairwiseComparison)) {
      only(root, "scale", "pairwise_comparison");
    }
    return new Task(name, scale, labels, type instanceof LikertScale ? points : 0, type);
  }

  private static void only(SpecNode root, String field, String types) {
    if (root.has(field)) {
      root.problem(field, "is for %s only; leave it out".formatted(types));
    }
  }

  private static void checkLabels(SpecNode root, TaskType type, List<String> labels) {
    boolean wanted =
        type instanceof SpanAnnotation
            || (type instanceof Categorical && !(type instanceof PairwiseComparison));
    if (!wanted) {
      only(root, "labels", "classification, span_annotation and multi_turn_dialog");
      return;
    }
    if (labels.isEmpty()) {
      root.problem(
          "labels",
          "is required for %s: what may be chosen, such as [safe, unsafe]".formatted(type.name()));
      return;
    }
    if (labels.size() > MOST_LABELS) {
      root.problem(
          "labels", "has %d labels; give at most %d".formatted(labels.size(), MOST_LABELS));
    }
    if (labels.size() < 2 && !(type instanceof SpanAnnotation)) {
      root.problem("labels", "must have two labels or more, or there is nothing to choose");
    }
    Set<String> seen = new HashSet<>();
    for (String label : labels) {
      if (label.isBlank() || label.length() > LONGEST_LABEL || hasControls(label)) {
        root.problem(
            "labels",
            "must be texts of 1 to %d characters without line breaks, not '%s'"
                .formatted(LONGEST_LABEL, label));
      } else if (!seen.add(label)) {
        root.problem("labels", "names '" + label + "' twice");
      }
    }
  }

  private static boolean hasControls(String label) {
    return label.chars().anyMatch(Character::isISOControl);
  }

  /** What is written elsewhere and has no meaning for the type. */
  static void check(SpecNode root, Task task, CampaignSpec spec) {
    if (task.pairs()) {
      return;
    }
    if (root.has("generation")) {
      root.problem(
          "generation",
          "writes pairs, for pairwise_comparison; %s takes ready items (input.items)"
              .formatted(task.name()));
    }
    SpecNode prelabel = root.child("prelabel");
    if (!prelabel.texts("judges").isEmpty()) {
      prelabel.problem(
          "judges",
          "judge pairs, for pairwise_comparison; people label everything of %s: leave it out"
              .formatted(task.name()));
    }
    if (!task.type().comparable()) {
      checkKnown(root, task, spec);
    }
    Method method = spec.aggregation().method();
    if (!(task.type() instanceof Categorical) && !WEIGHED.contains(method)) {
      root.child("aggregation")
          .problem(
              "method",
              "must be one of auto, majority, weighted for %s, not '%s': its answers are no labels"
                  .formatted(task.name(), Wire.name(method)));
    }
    if (task.type() instanceof FreeText && root.child("review").has("min_agreement")) {
      root.child("review")
          .problem(
              "min_agreement",
              "is not asked of free_text: as many texts as redundancy settle an item; leave it"
                  + " out");
    }
  }

  /** What is written and, without being wrong, asks for nothing. */
  static Optional<String> unused(SpecNode root, Task task, CampaignSpec spec) {
    if (task.type().comparable()
        || spec.review().goldFraction() == 0
        || !root.child("review").has("gold_fraction")) {
      return Optional.empty();
    }
    return Optional.of(
        "review.gold_fraction: %s has no gold, for no text is the right one; nobody is shown any"
            .formatted(task.name()));
  }

  /** What rests on answers that are right, or the same, where none is. */
  private static void checkKnown(SpecNode root, Task task, CampaignSpec spec) {
    String none = "; %s has none: no text is the right one. Leave it out".formatted(task.name());
    if (spec.review().qualification() != null) {
      root.child("review").problem("qualification", "asks questions with right answers" + none);
    }
    if (spec.quality().promoteExpert()) {
      root.child("quality").problem("promote_expert", "makes right answers of experts'" + none);
    }
    if (spec.quality().repeatFraction() > 0) {
      root.child("quality")
          .problem("repeat_fraction", "looks for answers that are the same again" + none);
    }
  }

  static CampaignSpec.Input input(SpecNode root, Task task) {
    SpecNode node = root.child("input");
    CampaignSpec.Input input =
        new CampaignSpec.Input(
            node.text("pairs"), node.text("prompts"), node.text("gold"), node.text("items"));
    if (task.pairs()) {
      if (input.items() != null) {
        node.problem(
            "items", "is for other task types; pairwise_comparison takes pairs or prompts");
      } else if (input.pairs() == null && input.prompts() == null) {
        root.problem(
            "input",
            "is required: pairs (a JSONL file of ready pairs) or prompts (with generation)");
      } else if (input.pairs() != null && input.prompts() != null) {
        root.problem("input", "has both pairs and prompts; give one");
      }
    } else {
      for (String field : List.of("pairs", "prompts")) {
        if (node.has(field)) {
          node.problem(field, "is for pairwise_comparison; %s takes items".formatted(task.name()));
        }
      }
      if (input.items() == null) {
        root.problem("input", "is required: items (a JSONL file of what people look at)");
      }
      if (input.gold() != null && !task.type().comparable()) {
        node.problem(
            "gold",
            "has no meaning for %s: no text is the right one; leave it out".formatted(task.name()));
      }
    }
    node.rejectUnknown();
    return input;
  }
}
