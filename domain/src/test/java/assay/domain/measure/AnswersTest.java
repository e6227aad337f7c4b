package assay.domain.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswersTest {

  /** Tasks together or scattered, with few answers each or many: the same columns. */
  @ParameterizedTest
  @CsvSource({"50, 5, 9, true", "50, 5, 9, false", "3, 200, 90, true", "3, 200, 90, false"})
  void columnsAreSortedAndTheLastOfRepeatedAnswersCounts(
      int tasks, int each, int workers, boolean together) {
    SplitMix64 random = new SplitMix64(tasks);
    int n = tasks * each;
    int[] task = new int[n];
    int[] worker = new int[n];
    int[] label = new int[n];
    Map<List<Integer>, Integer> last = new TreeMap<>(AnswersTest::compare);
    for (int i = 0; i < n; i++) {
      task[i] = together ? i / each : random.nextInt(tasks);
      worker[i] = random.nextInt(workers);
      label[i] = random.nextInt(4);
      last.put(List.of(task[i], worker[i]), label[i]);
    }

    Answers answers = Answers.of(task, worker, label, tasks, workers, 4);

    List<List<Integer>> rows = new ArrayList<>();
    for (int i = 0; i < answers.size(); i++) {
      rows.add(List.of(answers.task(i), answers.worker(i), answers.label(i)));
    }
    assertThat(rows)
        .isEqualTo(
            last.entrySet().stream()
                .map(e -> List.of(e.getKey().get(0), e.getKey().get(1), e.getValue()))
                .toList());
    assertThat(answers.repeated()).isEqualTo(n - rows.size()).isPositive();
  }

  @Test
  void whatDoesNotFitIsNamed() {
    assertThatThrownBy(() -> Answers.of(new int[1], new int[2], new int[1], 1, 1, 1))
        .hasMessage("columns differ in length: 1 tasks, 2 workers, 1 labels");
    assertThatThrownBy(() -> Answers.of(new int[1], new int[1], new int[] {7}, 1, 1, 3))
        .hasMessage("answer 0: label 7 is not in 0..2");
  }

  private static int compare(List<Integer> a, List<Integer> b) {
    int byTask = Integer.compare(a.get(0), b.get(0));
    return byTask != 0 ? byTask : Integer.compare(a.get(1), b.get(1));
  }
}
