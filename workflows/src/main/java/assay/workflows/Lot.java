package assay.workflows;

import assay.domain.DeskEvent;
import assay.domain.Judgment;
import assay.domain.Stage;
import assay.domain.TaskType;
import java.util.ArrayList;
import java.util.List;

/**
 * Consecutive desk events of one batch in columns, as a signal carries them and history keeps them.
 *
 * <p>Place {@code i} is event number {@code after + 1 + i}. Kinds are letters: {@code j} judged,
 * {@code l} judged after the item was closed, {@code w} withdrawn, {@code v} voided with the place
 * free again, {@code u} voided after the item was closed, {@code x} exhausted, {@code d} drained.
 * Times and leases are differences to the place before, so that they stay short.
 *
 * @param after number of the event before the first one here
 * @param stages a letter each, see {@link Stage}
 * @param answers in the form that {@link assay.domain.Answer#inHistory} gives them
 * @param swapped {@code 1} where the responses were shown in the other order
 * @param guidelines digest of the guidelines that people saw
 */
public record Lot(
    int after,
    String kinds,
    String stages,
    int[] pairs,
    int[] annotators,
    List<String> answers,
    int[] tenths,
    String swapped,
    long[] leases,
    long[] times,
    String guidelines) {

  public int size() {
    return kinds.length();
  }

  public int last() {
    return after + size();
  }

  public static Lot of(int after, List<DeskEvent> events, String guidelines) {
    int n = events.size();
    StringBuilder kinds = new StringBuilder(n);
    StringBuilder stages = new StringBuilder(n);
    StringBuilder swapped = new StringBuilder(n);
    int[] pairs = new int[n];
    int[] annotators = new int[n];
    int[] tenths = new int[n];
    long[] leases = new long[n];
    long[] times = new long[n];
    List<String> answers = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      String answer = "";
      char stage = '-';
      char side = '0';
      times[i] = events.get(i).at();
      switch (events.get(i)) {
        case DeskEvent.Judged judged -> {
          Judgment judgment = judged.judgment();
          kinds.append(judged.counted() ? 'j' : 'l');
          stage = judgment.stage().code();
          pairs[i] = judgment.pair();
          annotators[i] = judgment.annotator();
          answer = judgment.answer().inHistory();
          tenths[i] = judgment.tenths();
          side = judgment.swapped() ? '1' : '0';
          leases[i] = judgment.lease();
        }
        case DeskEvent.Withdrawn withdrawn -> {
          kinds.append('w');
          stage = withdrawn.stage().code();
          pairs[i] = withdrawn.pair();
          annotators[i] = withdrawn.annotator();
          leases[i] = withdrawn.lease();
        }
        case DeskEvent.Voided voided -> {
          kinds.append(voided.reopened() ? 'v' : 'u');
          stage = voided.stage().code();
          pairs[i] = voided.pair();
          annotators[i] = voided.annotator();
          leases[i] = voided.lease();
        }
        case DeskEvent.Exhausted exhausted -> {
          kinds.append('x');
          stage = exhausted.stage().code();
          pairs[i] = exhausted.pair();
        }
        case DeskEvent.Drained drained -> kinds.append('d');
      }
      stages.append(stage);
      swapped.append(side);
      answers.add(answer);
    }
    return new Lot(
        after,
        kinds.toString(),
        stages.toString(),
        pairs,
        annotators,
        answers,
        tenths,
        swapped.toString(),
        differences(leases),
        differences(times),
        guidelines);
  }

  /** The events with a number above {@code seen}, in order. */
  public List<DeskEvent> eventsAfter(int seen, TaskType task) {
    List<DeskEvent> events = new ArrayList<>();
    long lease = 0;
    long time = 0;
    for (int i = 0; i < size(); i++) {
      lease += leases[i];
      time += times[i];
      if (after + 1 + i > seen) {
        events.add(event(i, lease, time, task));
      }
    }
    return events;
  }

  private DeskEvent event(int i, long lease, long at, TaskType task) {
    char kind = kinds.charAt(i);
    return switch (kind) {
      case 'j', 'l' ->
          new DeskEvent.Judged(
              new Judgment(
                  pairs[i],
                  Stage.of(stages.charAt(i)),
                  annotators[i],
                  task.decode(answers.get(i)),
                  tenths[i],
                  swapped.charAt(i) == '1',
                  lease),
              kind == 'j',
              at);
      case 'w' ->
          new DeskEvent.Withdrawn(pairs[i], Stage.of(stages.charAt(i)), annotators[i], lease, at);
      case 'v', 'u' ->
          new DeskEvent.Voided(
              pairs[i], Stage.of(stages.charAt(i)), annotators[i], lease, kind == 'v', at);
      case 'x' -> new DeskEvent.Exhausted(pairs[i], Stage.of(stages.charAt(i)), at);
      case 'd' -> new DeskEvent.Drained(at);
      default -> throw new IllegalArgumentException("no desk event '" + kind + "'");
    };
  }

  private static long[] differences(long[] values) {
    long[] differences = new long[values.length];
    long before = 0;
    for (int i = 0; i < values.length; i++) {
      differences[i] = values[i] - before;
      before = values[i];
    }
    return differences;
  }
}
