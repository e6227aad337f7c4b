package assay.domain.policy;

import static assay.domain.policy.Evidence.judgment;
import static assay.domain.policy.Evidence.review;
import static assay.domain.policy.Evidence.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.domain.Decider;
import assay.domain.Judgment;
import assay.domain.PreferenceLabel;
import assay.domain.Stage;
import assay.domain.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LabelingTest {
  private static final Verdict SURE =
      new Verdict(Verdict.Outcome.DECIDED, PreferenceLabel.A_BETTER, 950_000, 900_000);

  @Test
  void peopleDecideByDirectionAndMedianStrength() {
    SettledLabel label =
        Labeling.of(7, Decider.HUMAN, null, review("B>>", "B>>", "A>"), judgment -> 1.0);
    assertThat(label)
        .isEqualTo(
            new SettledLabel(
                7,
                PreferenceLabel.B_MUCH_BETTER,
                666_667,
                -1_000_000,
                Decider.HUMAN,
                Map.of(PreferenceLabel.B_MUCH_BETTER, 2, PreferenceLabel.A_BETTER, 1)));
    assertThat(label.judgments()).isEqualTo(3);
  }

  @Test
  void anExpertDecidesAloneAndEveryVoteIsCounted() {
    List<Judgment> all = new ArrayList<>(review("A>", "B>", "="));
    all.add(judgment(0, Stage.EXPERT, 9, "=", 9));
    SettledLabel label = Labeling.of(0, Decider.EXPERT, SURE, all, judgment -> 1.0);
    assertThat(label.label()).isEqualTo(PreferenceLabel.TIE);
    assertThat(label.confidence()).isEqualTo(1_000_000);
    assertThat(label.judgments()).isEqualTo(4);
  }

  @Test
  void aSpotCheckedLabelStaysTheAis() {
    SettledLabel label = Labeling.of(0, Decider.SPOT_CHECK, SURE, review("A>>"), judgment -> 1.0);
    assertThat(label.label()).isEqualTo(PreferenceLabel.A_BETTER);
    assertThat(label.confidence()).isEqualTo(950_000);
  }

  @Test
  void aDroppedPairHasNoLabel() {
    SettledLabel label = Labeling.of(0, Decider.DROPPED, null, review("A>"), judgment -> 1.0);
    assertThat(label.label()).isNull();
    assertThat(label.votes()).isEqualTo(Map.of(PreferenceLabel.A_BETTER, 1));
  }

  @Test
  void reliabilityLeavesOnesOwnVoteOut() {
    QualityLedger ledger = new QualityLedger();
    ledger.addPair(review("A>", "A>", "B>"));
    ledger.addGold(judgment(9, Stage.GOLD, 3, "A>>", 10), PreferenceLabel.A_BETTER);
    List<AnnotatorRecord> records = ledger.records();
    // Annotators 1 and 2 are held against {A, B}, which has no majority; 3 against {A, A}.
    assertThat(records)
        .containsExactly(
            new AnnotatorRecord(1, 0, 0, 0, 0, 1, 200),
            new AnnotatorRecord(2, 0, 0, 0, 0, 1, 200),
            new AnnotatorRecord(3, 1, 1, 1, 0, 2, 400));
    assertThat(records.get(0).reliability()).isCloseTo(0.2 + 0.15 + 0.3, within(1e-12));
    assertThat(records.get(2).reliability()).isCloseTo(0.4 + 0 + 0.3, within(1e-12));
  }

  @Test
  void flagsLowerTheWeightAndNeverRemoveTheJudgment() {
    Judgment fast =
        new Judgment(0, Stage.REVIEW, 1, review("A>").getFirst().answer(), 10, false, 1);
    var weight = QualityLedger.weights(spec("aggregation: {method: weighted}"), List.of());
    assertThat(weight.applyAsDouble(fast)).isCloseTo(0.15, within(1e-12));
    assertThat(weight.applyAsDouble(review("A>").getFirst())).isCloseTo(0.5, within(1e-12));
    assertThat(
            QualityLedger.weights(spec("aggregation: {method: majority}"), List.of())
                .applyAsDouble(fast))
        .isEqualTo(1);
  }
}
