package assay.domain.measure.oracles;

import assay.domain.measure.Answers;
import assay.domain.measure.Ints;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Answers with the names of their tasks, workers and labels, and the truth where it is known. */
public record DataSet(
    Answers answers, List<String> tasks, List<String> workers, List<String> labels, Ints truth) {

  /** One answer by names. */
  public record Row(String task, String worker, String label) {}

  /** CrowdFlower weather sentiment, five classes, about 20 answers a task. */
  public static DataSet cf() {
    return csv("cf_amt");
  }

  /** Sentiment polarity, two classes, 20 answers a task. */
  public static DataSet sp() {
    return csv("sp_amt");
  }

  /** Music genre, ten classes, about four answers a task. */
  public static DataSet ms() {
    return csv("ms");
  }

  /** Three people on pairs of model answers: 0 tie, 1 first better, 2 second better. */
  public static DataSet pandalmPeople() {
    return pandalm(worker -> worker.startsWith("annotator"), List.of("0", "1", "2"), Map.of());
  }

  /** The same on the scale first better, tie, second better. */
  public static DataSet pandalmOrdinal() {
    return pandalm(
        worker -> worker.startsWith("annotator"),
        List.of("-1", "0", "1"),
        Map.of("1", "-1", "0", "0", "2", "1"));
  }

  /** The three people and two AI judges. */
  public static DataSet pandalmFive() {
    return pandalm(worker -> true, List.of("0", "1", "2"), Map.of());
  }

  /** Of a name in the oracles. */
  public static DataSet named(String name) {
    return switch (name) {
      case "CF_amt" -> cf();
      case "SP_amt" -> sp();
      case "MS" -> ms();
      case "pandalm_nominal" -> pandalmPeople();
      case "pandalm_ordinal" -> pandalmOrdinal();
      case "pandalm_5workers" -> pandalmFive();
      default -> throw new IllegalArgumentException("no data set " + name);
    };
  }

  /** From rows, with labels in a declared order and tasks and workers in order of appearance. */
  public static DataSet of(Collection<Row> rows, List<String> labels, Map<String, String> truth) {
    Map<String, Integer> tasks = new LinkedHashMap<>();
    Map<String, Integer> workers = new LinkedHashMap<>();
    int[] task = new int[rows.size()];
    int[] worker = new int[rows.size()];
    int[] label = new int[rows.size()];
    int i = 0;
    for (Row row : rows) {
      task[i] = tasks.computeIfAbsent(row.task(), name -> tasks.size());
      worker[i] = workers.computeIfAbsent(row.worker(), name -> workers.size());
      label[i] = labels.indexOf(row.label());
      i++;
    }
    int[] known = new int[tasks.size()];
    Arrays.fill(known, -1);
    tasks.forEach(
        (name, t) -> known[t] = truth.containsKey(name) ? labels.indexOf(truth.get(name)) : -1);
    return new DataSet(
        Answers.of(task, worker, label, tasks.size(), workers.size(), labels.size()),
        List.copyOf(tasks.keySet()),
        List.copyOf(workers.keySet()),
        labels,
        Ints.owned(known));
  }

  public static List<Row> rows(String file) {
    List<Row> rows = new ArrayList<>();
    for (String line : SharedData.lines(file).subList(1, SharedData.lines(file).size())) {
      String[] cells = line.split(",", -1);
      rows.add(new Row(cells[0], cells[1], cells[2]));
    }
    return rows;
  }

  private static DataSet csv(String name) {
    List<Row> rows = rows(name + ".answers.csv");
    TreeSet<Integer> labels = new TreeSet<>();
    rows.forEach(row -> labels.add(Integer.valueOf(row.label())));
    Map<String, String> truth = new LinkedHashMap<>();
    for (String line : SharedData.lines(name + ".truth.csv")) {
      String[] cells = line.split(",", -1);
      truth.put(cells[0], cells[1]);
    }
    return of(rows, labels.stream().map(String::valueOf).toList(), truth);
  }

  private static DataSet pandalm(
      Predicate<String> keep, List<String> labels, Map<String, String> rename) {
    List<Row> rows = new ArrayList<>();
    for (String line : SharedData.lines("pandalm.jsonl")) {
      var pair = SharedData.parse(line);
      for (String worker :
          List.of("annotator1", "annotator2", "annotator3", "gpt35", "pandalm7b")) {
        if (keep.test(worker) && pair.hasNonNull(worker)) {
          String label = pair.get(worker).asText();
          rows.add(new Row(pair.get("id").asText(), worker, rename.getOrDefault(label, label)));
        }
      }
    }
    return of(rows, labels, Map.of());
  }
}
