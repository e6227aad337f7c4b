package assay.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import assay.domain.Answer;
import assay.domain.DeskEvent;
import assay.domain.FreeText;
import assay.domain.Judgment;
import assay.domain.Merkle;
import assay.domain.PairwiseComparison;
import assay.domain.PreferenceLabel;
import assay.domain.Scale;
import assay.domain.SpanAnnotation;
import assay.domain.Stage;
import assay.domain.TaskType;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LotTest {
  private static final TaskType TASK = new PairwiseComparison(Scale.FIVE);

  private static DeskEvent judged(int i) {
    Answer answer = new Answer.Preference(PreferenceLabel.values()[i % 5]);
    return new DeskEvent.Judged(
        new Judgment(i, Stage.REVIEW, 1 + i % 7, answer, 300 + i, i % 2 == 0, 1000L + 3L * i),
        i % 4 != 0,
        1_700_000_000_000L + 997L * i);
  }

  @Test
  void everyKindOfEventSurvivesItsColumns() {
    List<DeskEvent> events =
        List.of(
            judged(0),
            judged(1),
            new DeskEvent.Withdrawn(1, Stage.REVIEW, 2, 1003, 5),
            new DeskEvent.Voided(1, Stage.REVIEW, 2, 1003, true, 5),
            new DeskEvent.Voided(0, Stage.EXPERT, 2, 1000, false, 5),
            new DeskEvent.Exhausted(4, Stage.EXPERT, 6),
            new DeskEvent.Drained(7));
    Lot lot = Lot.of(10, events, "g");
    assertThat(lot.last()).isEqualTo(17);
    assertThat(lot.eventsAfter(10, TASK)).isEqualTo(events);
    assertThat(lot.eventsAfter(12, TASK)).isEqualTo(events.subList(2, 7));
    assertThat(lot.eventsAfter(17, TASK)).isEmpty();
  }

  @Test
  void aJudgmentCostsFewBytes() throws Exception {
    List<DeskEvent> events = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      events.add(judged(i));
    }
    int bytes = new ObjectMapper().writeValueAsBytes(Lot.of(0, events, "0123abcd")).length;
    assertThat(bytes).isLessThan(3500);
  }

  @Test
  void aTextIsNotInTheHistoryAndSpansAre() {
    TaskType texts = new FreeText();
    TaskType spans = new SpanAnnotation(List.of("claim", "error"));
    assertThat(there(texts, texts.decode("a secret")))
        .isEqualTo(texts.decode(Merkle.sha256("a secret")));
    assertThat(there(spans, spans.decode("0-4:1,7-9:0"))).isEqualTo(spans.decode("0-4:1,7-9:0"));
  }

  private static Answer there(TaskType type, Answer answer) {
    Judgment judgment = new Judgment(0, Stage.REVIEW, 1, answer, 300, false, 1);
    Lot lot = Lot.of(0, List.of(new DeskEvent.Judged(judgment, true, 5)), "g");
    return ((DeskEvent.Judged) lot.eventsAfter(0, type).getFirst()).judgment().answer();
  }
}
