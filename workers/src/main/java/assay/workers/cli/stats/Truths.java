package assay.workers.cli.stats;

import assay.domain.measure.Ints;
import assay.domain.measure.inference.Options;
import java.nio.file.Path;
import java.util.Arrays;

/** Known labels by task, from a CSV with the columns task and label. */
final class Truths {
  private Truths() {}

  /**
   * The truth of each task, to score by. Tasks without answers are left out; a label that nobody
   * used is a truth that nobody found.
   */
  static Ints toScore(Path file, NamedAnswers named) {
    return read(file, named, false);
  }

  /** Gold labels to infer with; each must be one of the labels. */
  static Ints gold(Path file, NamedAnswers named) {
    return read(file, named, true);
  }

  private static Ints read(Path file, NamedAnswers named, boolean strict) {
    int[] truth = new int[named.answers().nTasks()];
    Arrays.fill(truth, Options.UNKNOWN);
    for (AnswersFile.TaskLabel row : AnswersFile.readLabels(file)) {
      int label = named.scale().labels().indexOf(row.label());
      if (label < 0 && strict) {
        throw UserError.at(
            file,
            row.line(),
            "label \"%s\" is none of the answers' labels (%s); correct it"
                .formatted(row.label(), String.join(", ", named.scale().labels())));
      }
      int task = named.tasks().find(row.task());
      if (task >= 0) {
        truth[task] = label < 0 ? named.scale().labels().size() : label;
      }
    }
    return Ints.owned(truth);
  }
}
