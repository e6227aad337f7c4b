package assay.workers.cli.stats;

import assay.domain.measure.Answers;
import assay.domain.measure.Ints;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Collects answers by name and gives them numbers. */
final class AnswersBuilder {
  private final NameTable tasks = new NameTable();
  private final NameTable workers = new NameTable();
  private final NameTable labels = new NameTable();
  private final List<Long> firstLine = new ArrayList<>();
  private int[] task = new int[1 << 12];
  private int[] worker = new int[1 << 12];
  private int[] label = new int[1 << 12];
  private final OptionalColumns columns = new OptionalColumns();
  private int size;

  OptionalColumns columns() {
    return columns;
  }

  NameTable tasks() {
    return tasks;
  }

  NameTable workers() {
    return workers;
  }

  NameTable labels() {
    return labels;
  }

  int size() {
    return size;
  }

  /** Adds one answer, given on this line (or row). */
  void add(int taskNumber, int workerNumber, int labelNumber, long line) {
    if (size == task.length) {
      int larger = (int) Math.min(2L * size, Integer.MAX_VALUE - 8);
      task = Arrays.copyOf(task, larger);
      worker = Arrays.copyOf(worker, larger);
      label = Arrays.copyOf(label, larger);
    }
    if (labelNumber == firstLine.size()) {
      firstLine.add(line);
    }
    task[size] = taskNumber;
    worker[size] = workerNumber;
    label[size] = labelNumber;
    size++;
  }

  /** The answers, with labels numbered in the order of their scale. */
  NamedAnswers build(Object file, List<String> order) {
    List<String> seen = new ArrayList<>();
    for (int l = 0; l < labels.size(); l++) {
      seen.add(labels.name(l));
    }
    LabelScale scale = LabelScale.of(file, seen, firstLine, order);
    int[] position = new int[seen.size()];
    Arrays.setAll(position, l -> scale.labels().indexOf(seen.get(l)));
    int[] ordered = new int[size];
    for (int i = 0; i < size; i++) {
      ordered[i] = position[label[i]];
    }
    int[] givenTask = Arrays.copyOf(task, size);
    int[] givenWorker = Arrays.copyOf(worker, size);
    Given given =
        new Given(Ints.owned(givenTask), Ints.owned(givenWorker), Ints.owned(ordered), columns);
    Answers answers =
        Answers.of(
            givenTask, givenWorker, ordered, tasks.size(), workers.size(), scale.labels().size());
    return new NamedAnswers(answers, tasks, workers, scale, given);
  }
}
