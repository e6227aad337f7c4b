package assay.domain.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.domain.LikertScale;
import assay.domain.PairwiseComparison;
import assay.domain.Scale;
import assay.domain.TaskType;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuestionReaderTest {
  private static final TaskType PAIRS = new PairwiseComparison(Scale.FIVE);

  private static String line(int number, String more) {
    return "{\"prompt\":\"p%d\",\"response_a\":\"a\",\"response_b\":\"b\",\"label\":\"A>\"%s}\n"
        .formatted(number, more);
  }

  @Test
  void questionsComeWithTheirExplanations() throws InvalidInput {
    var questions =
        QuestionReader.read(
            "t.jsonl",
            PAIRS,
            line(1, ",\"explanation\":\"A is right.\"")
                + "\n"
                + line(3, ",\"explanation\":\"See.\",\"example\":true"));
    assertThat(questions)
        .extracting(q -> q.pair().id() + " " + q.explanation() + " " + q.example())
        .containsExactly("line-1 A is right. false", "line-3 See. true");
  }

  @Test
  void everyBadLineIsNamed() {
    assertThatThrownBy(
            () ->
                QuestionReader.read(
                    "t.jsonl",
                    PAIRS,
                    line(1, "") + line(2, ",\"explanation\":\"x\",\"example\":\"yes\"")))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            """
            t.jsonl:1: explanation: is required: a text that says why the label is right
            t.jsonl:2: example: must be true or false\
            """);
    assertThatThrownBy(
            () ->
                QuestionReader.read(
                    "t.jsonl", PAIRS, line(1, ",\"explanation\":\"x\",\"example\":true")))
        .hasMessage("t.jsonl: has examples only; at least one line must be asked");
    assertThatThrownBy(() -> QuestionReader.read("t.jsonl", PAIRS, "x\n"))
        .hasMessageStartingWith("t.jsonl:1: is not valid JSON");
  }

  @Test
  void aQuestionHasTheFormOfItsTaskType() throws InvalidInput {
    TaskType ratings = new LikertScale(List.of("tone"), 5);
    String line =
        "{\"prompt\":\"p\",\"response\":\"r\",\"label\":{\"tone\":%d},\"explanation\":\"So.\"}";
    assertThat(QuestionReader.read("t.jsonl", ratings, line.formatted(4)))
        .extracting(q -> q.pair().gold())
        .containsExactly("4");
    assertThatThrownBy(() -> QuestionReader.read("t.jsonl", ratings, line.formatted(6)))
        .hasMessage("t.jsonl:1: label.tone: must be a whole number from 1 to 5, not 6");
  }
}
