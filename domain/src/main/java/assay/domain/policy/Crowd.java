package assay.domain.policy;

import assay.domain.Answer;
import assay.domain.Direction;
import assay.domain.Judgment;
import assay.domain.PreferenceLabel;
import assay.domain.Scale;
import assay.domain.Stage;
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
 * <p>Tasks are the pairs with reviewers' judgments and the gold questions, in the order in which
 * they were added; an expert's word is not among them, since experts only see what others could not
 * agree on.
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

  /** The answers; worker {@code w} is {@code people().get(w)}, labels are those of the scale. */
  public Answers answers() {
    return answers;
  }

  /** The known label of each task, {@link Options#UNKNOWN} for real pairs. */
  public Ints gold() {
    return gold;
  }

  /** Everyone who judged anything, by number. */
  public List<Person> people() {
    return people;
  }

  /** The task of a pair, or {@link Options#UNKNOWN} when no reviewer judged it. */
  public int task(int pair) {
    return taskOfPair.getOrDefault(pair, Options.UNKNOWN);
  }

  /** Gathers judgments batch by batch. */
  public static final class Gathering {
    private final Scale scale;
    private final Column task = new Column();
    private final Column annotator = new Column();
    private final Column label = new Column();
    private final Column known = new Column();
    private final Map<Integer, Integer> taskOfPair = new TreeMap<>();
    private final Map<Integer, long[]> times = new TreeMap<>();

    public Gathering(Scale scale) {
      this.scale = scale;
    }

    /** Adds the counted judgments of one pair that has no known label. */
    public void addPair(int pair, List<Judgment> judgments) {
      judgments.forEach(this::addTime);
      List<Judgment> reviews = judgments.stream().filter(j -> j.stage() != Stage.EXPERT).toList();
      if (!reviews.isEmpty()) {
        taskOfPair.put(pair, known.size());
        reviews.forEach(this::addAnswer);
        known.add(Options.UNKNOWN);
      }
    }

    /** Adds an answer to a gold question. */
    public void addGold(Judgment judgment, PreferenceLabel right) {
      addTime(judgment);
      addAnswer(judgment);
      known.add(scale.labels().indexOf(right));
    }

    private void addAnswer(Judgment judgment) {
      task.add(known.size());
      annotator.add(judgment.annotator());
      label.add(
          switch (judgment.answer()) {
            case Answer.Preference preference -> scale.labels().indexOf(preference.label());
          });
    }

    private void addTime(Judgment judgment) {
      long[] sum = times.computeIfAbsent(judgment.annotator(), a -> new long[2]);
      sum[0] += judgment.tenths();
      sum[1]++;
    }

    /** All that was added. */
    public Crowd done() {
      List<Integer> annotators = List.copyOf(times.keySet());
      Map<Integer, Integer> worker = new TreeMap<>();
      annotators.forEach(a -> worker.put(a, worker.size()));
      int[] workers = annotator.toArray();
      for (int i = 0; i < workers.length; i++) {
        workers[i] = worker.getOrDefault(workers[i], 0);
      }
      Answers answers =
          Answers.of(
              task.toArray(),
              workers,
              label.toArray(),
              known.size(),
              annotators.size(),
              scale.labels().size());
      Ints gold = Ints.owned(known.toArray());
      return new Crowd(answers, gold, people(annotators, answers, gold), taskOfPair);
    }

    private List<Person> people(List<Integer> annotators, Answers answers, Ints gold) {
      Ints direction =
          Ints.owned(scale.labels().stream().mapToInt(l -> l.direction().ordinal()).toArray());
      GoldRecord[] records = GoldRecord.of(answers, gold, direction);
      OthersMajority others = OthersMajority.of(onPairs(answers, gold, direction));
      List<Person> people = new ArrayList<>();
      for (int w = 0; w < annotators.size(); w++) {
        long[] time = times.getOrDefault(annotators.get(w), new long[] {0, 1});
        people.add(
            new Person(
                annotators.get(w),
                records[w],
                Reliability.of(
                    share(records[w].sameDirection(), records[w].seen()),
                    share(others.hits().at(w), others.compared().at(w)),
                    OptionalDouble.of(time[0] / 10.0 / time[1]))));
      }
      return List.copyOf(people);
    }

    /** Directions on real pairs only: on gold the known label counts, not what others said. */
    private static Answers onPairs(Answers answers, Ints gold, Ints direction) {
      boolean[] tasks = new boolean[answers.nTasks()];
      for (int t = 0; t < tasks.length; t++) {
        tasks[t] = gold.at(t) == Options.UNKNOWN;
      }
      boolean[] workers = new boolean[answers.nWorkers()];
      java.util.Arrays.fill(workers, true);
      return answers
          .filtered(tasks, workers)
          .relabelled(direction.toArray(), Direction.values().length);
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
