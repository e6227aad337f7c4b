package assay.domain.policy;

import static assay.domain.policy.Evidence.judgment;
import static assay.domain.policy.Evidence.review;
import static assay.domain.policy.Evidence.spec;
import static org.assertj.core.api.Assertions.assertThat;

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

  private static final Weighing PLAIN =
      Weighing.of(
          spec("aggregation: {method: majority}"), new Crowd.Gathering(Evidence.FIVE).done());

  @Test
  void peopleDecideByDirectionAndMedianStrength() {
    SettledLabel label = Labeling.of(7, Decider.HUMAN, null, review("B>>", "B>>", "A>"), PLAIN);
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
    SettledLabel label = Labeling.of(0, Decider.EXPERT, SURE, all, PLAIN);
    assertThat(label.preference()).isEqualTo(PreferenceLabel.TIE);
    assertThat(label.confidence()).isEqualTo(1_000_000);
    assertThat(label.judgments()).isEqualTo(4);
  }

  @Test
  void aSpotCheckedLabelStaysTheAis() {
    SettledLabel label = Labeling.of(0, Decider.SPOT_CHECK, SURE, review("A>>"), PLAIN);
    assertThat(label.preference()).isEqualTo(PreferenceLabel.A_BETTER);
    assertThat(label.confidence()).isEqualTo(950_000);
  }

  @Test
  void aDroppedPairHasNoLabel() {
    SettledLabel label = Labeling.of(0, Decider.DROPPED, null, review("A>"), PLAIN);
    assertThat(label.label()).isNull();
    assertThat(label.votes()).isEqualTo(Map.of("A>", 1));
  }
}
