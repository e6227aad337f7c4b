package assay.workers.story;

import static org.assertj.core.api.Assertions.assertThat;

import assay.domain.Answer;
import assay.domain.Merkle;
import assay.domain.Pair;
import assay.domain.Prompt;
import assay.domain.Scale;
import assay.domain.TaskType;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ItemAnswersTest {
  private static ItemAnswers of(String type, List<String> labels, String response, String stored) {
    TaskType task = TaskType.of(type, Scale.FIVE, labels, List.of("tone"), 5).orElseThrow();
    Pair item =
        new Pair(0, "p", Prompt.ofText("Why?"), List.of(response), null, 0, null, (String) null);
    return new ItemAnswers(task, "salt", item, List.of(stored));
  }

  @Test
  void aTextIsOnlyWhatHasTheHashOfTheHistory() {
    ItemAnswers answers = of("free_text", List.of(), "text", "what was written");
    assertThat(answers.of(Merkle.sha256("what was written")))
        .contains(new Answer.Text("what was written"));
    assertThat(answers.of(Merkle.sha256("what was written before it was changed"))).isEmpty();
  }

  @Test
  void aLabelTooLongForAHistoryIsFoundByItsHash() {
    ItemAnswers answers = of("span_annotation", List.of("x"), "text", "0-1:0,2-3:0");
    Optional<Answer> found = answers.of(Merkle.sha256("0-1:0,2-3:0"));
    assertThat(found.map(answers::words)).contains("“t” as x, “x” as x");
    assertThat(answers.of(Merkle.sha256("0-1:0"))).isEmpty();
  }

  @Test
  void aLabelThatLooksLikeAHashIsALabel() {
    String odd = Merkle.sha256("odd");
    ItemAnswers answers = of("classification", List.of(odd, "even"), "text", "even");
    assertThat(answers.of(odd).map(answers::did)).contains("labelled it " + odd);
  }

  @Test
  void spansAreCountedInCodePoints() {
    ItemAnswers answers = of("span_annotation", List.of("face"), "a😀b😀", "");
    assertThat(answers.of("1-2:0,3-4:0").map(answers::did))
        .contains("marked “😀” as face, “😀” as face");
    assertThat(answers.of("").map(answers::did)).contains("marked nothing");
  }

  @Test
  void longTextsAreCutBetweenCharacters() {
    String text = "😀".repeat(300);
    ItemAnswers answers = of("free_text", List.of(), "text", text);
    assertThat(answers.of(Merkle.sha256(text)).map(answers::words))
        .contains("“" + "😀".repeat(200) + "…”");
  }
}
