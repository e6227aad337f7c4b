package assay.domain.policy;

import assay.domain.Answer;
import assay.domain.Categorical;
import assay.domain.Judgment;
import assay.domain.Stage;
import assay.domain.Tally;
import assay.domain.TaskType;
import assay.domain.measure.Answers;
import assay.domain.measure.Ints;
import assay.domain.measure.OthersMajority;
import assay.domain.measure.inference.Options;
import assay.domain.measure.quality.GoldRecord;
import assay.domain.measure.quality.Reliability;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * What all people said, in the columns that the measures work on.
 *
 * <p>Tasks are the parts of items with reviewers' judgments and of gold questions, in the order in
 * which they were added; types whose answers are no labels have none. An expert's word is not among
 * them, since experts only see what others could not agree on.
 */
public final class Crowd {
  private final Answers answers;
  private final Ints gold;
  private final List<Person> people;
  private final Map<Integer, Integer> taskOfPair;

  /** One annotator: the number in the campaign, the record on gold and the reliability. */
  public record Person(int annotator, GoldRecord gold, Reliability reliability) {}

  private Crowd(Answers answers, Ints gold, List<Person> people, Map<Integer, Integer> taskOfPair) {
    this.answers = answers;
    this.gold = gold;
    this.people = people;
    this.taskOfPair = taskOfPair;
  }

  /** The answers; worker {@code w} is {@code people().get(w)}, labels are those of the type. */
  public Answers answers() {
    return answers;
  }

  /** The known label of each task, {@link Options#UNKNOWN} for real items. */
  public Ints gold() {
    return gold;
  }

  /** Everyone who judged anything, by number. */
  public List<Person> people() {
    return people;
  }

  /** The task of an item's first part, or {@link Options#UNKNOWN} when no reviewer judged it. */
  public int task(int pair) {
    return taskOfPair.getOrDefault(pair, Options.UNKNOWN);
  }

  /** What is known of one person while judgments are gathered. */
  private static final class Work {
    long tenths;
    int judgments;
    int goldSeen;
    int goldRight;
    int goldSameSide;
    double agreed;
    int compared;
  }

  /** Gathers judgments batch by batch. */
  public static final class Gathering {
    private final TaskType type;
    private final Column task = new Column();
    private final Column annotator = new Column();
    private final Column label = new Column();
    private final Column known = new Column();
    private final Map<Integer, Integer> taskOfPair = new TreeMap<>();
    private final Map<Integer, Work> records = new TreeMap<>();

    public Gathering(TaskType type) {
      this.type = type;
    }

    /** Adds the counted judgments of one item that has no known label. */
    public void addPair(int pair, List<Judgment> judgments) {
      judgments.forEach(this::addTime);
      List<Judgment> reviews = judgments.stream().filter(j -> j.stage() != Stage.EXPERT).toList();
      if (reviews.isEmpty()) {
        return;
      }
      if (type instanceof Categorical categorical) {
        taskOfPair.put(pair, known.size());
        addParts(categorical, reviews, Ints.NONE);
      } else if (type.comparable() && reviews.size() > 1) {
        reviews.forEach(review -> holdAgainstOthers(review, reviews));
      }
    }

    /** Adds an answer to a gold question. */
    public void addGold(Judgment judgment, Answer right) {
      addTime(judgment);
      Work record = record(judgment);
      record.goldSeen++;
      record.goldRight += judgment.answer().equals(right) ? 1 : 0;
      record.goldSameSide += type.right(judgment.answer(), right) ? 1 : 0;
      if (type instanceof Categorical categorical) {
        addParts(categorical, List.of(judgment), categorical.parts(right));
      }
    }

    /**
     * @param right the known labels of the parts, none for real items
     */
    private void addParts(Categorical type, List<Judgment> judgments, Ints right) {
      List<Ints> parts = judgments.stream().map(j -> type.parts(j.answer())).toList();
      for (int part = 0; part < parts.getFirst().size(); part++) {
        for (int i = 0; i < parts.size(); i++) {
          task.add(known.size());
          annotator.add(judgments.get(i).annotator());
          label.add(parts.get(i).at(part));
        }
        known.add(right.isEmpty() ? Options.UNKNOWN : right.at(part));
      }
    }

    /** One's own answer is left out of what it is held against. */
    private void holdAgainstOthers(Judgment one, List<Judgment> reviews) {
      List<Answer> others =
          reviews.stream()
              .filter(other -> other.lease() != one.lease())
              .map(Judgment::answer)
              .toList();
      Work record = record(one);
      record.agreed += type.agreement(one.answer(), type.consensus(Tally.equal(others)).label());
      record.compared++;
    }

    private void addTime(Judgment judgment) {
      Work record = record(judgment);
      record.tenths += judgment.tenths();
      record.judgments++;
    }

    private Work record(Judgment judgment) {
      return records.computeIfAbsent(judgment.annotator(), a -> new Work());
    }

    /** All that was added. */
    public Crowd done() {
      Map<Integer, Integer> worker = new TreeMap<>();
      records.keySet().forEach(a -> worker.put(a, worker.size()));
      int[] workers = annotator.toArray();
      for (int i = 0; i < workers.length; i++) {
        workers[i] = worker.getOrDefault(workers[i], 0);
      }
      int labels = type instanceof Categorical categorical ? categorical.labels().size() : 1;
      Answers answers =
          Answers.of(
              task.toArray(), workers, label.toArray(), known.size(), records.size(), labels);
      Ints gold = Ints.owned(known.toArray());
      if (type instanceof Categorical categorical) {
        holdAgainstMajority(OthersMajority.of(onPairs(answers, gold, categorical)));
      }
      List<Person> people = new ArrayList<>();
      records.forEach((number, record) -> people.add(person(number, record)));
      return new Crowd(answers, gold, List.copyOf(people), taskOfPair);
    }

    private void holdAgainstMajority(OthersMajority others) {
      int worker = 0;
      for (Work record : records.values()) {
        record.agreed = others.hits().at(worker);
        record.compared = others.compared().at(worker++);
      }
    }

    private static Person person(int number, Work record) {
      return new Person(
          number,
          new GoldRecord(record.goldSeen, record.goldRight, record.goldSameSide),
          Reliability.of(
              share(record.goldSameSide, record.goldSeen),
              share(record.agreed, record.compared),
              OptionalDouble.of(record.tenths / 10.0 / record.judgments)));
    }

    /** Sides on real items only: on gold the known label counts, not what others said. */
    private static Answers onPairs(Answers answers, Ints gold, Categorical type) {
      boolean[] tasks = new boolean[answers.nTasks()];
      for (int t = 0; t < tasks.length; t++) {
        tasks[t] = gold.at(t) == Options.UNKNOWN;
      }
      boolean[] workers = new boolean[answers.nWorkers()];
      java.util.Arrays.fill(workers, true);
      int[] side = new int[type.labels().size()];
      java.util.Arrays.setAll(side, type::side);
      return answers.filtered(tasks, workers).relabelled(side, type.sides());
    }

    private static OptionalDouble share(double hits, int of) {
      return of == 0 ? OptionalDouble.empty() : OptionalDouble.of(hits / of);
    }
  }

  /** Ints that grow. */
  private static final class Column {
    private int[] values = new int[64];
    private int size;

    void add(int value) {
      if (size == values.length) {
        values = java.util.Arrays.copyOf(values, size * 2);
      }
      values[size++] = value;
    }

    int size() {
      return size;
    }

    int[] toArray() {
      return java.util.Arrays.copyOf(values, size);
    }
  }
}
