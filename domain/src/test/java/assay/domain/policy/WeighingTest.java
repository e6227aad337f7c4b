package assay.domain.policy;

import static assay.domain.policy.Evidence.THREE;
import static assay.domain.policy.Evidence.judgment;
import static assay.domain.policy.Evidence.preference;
import static assay.domain.policy.Evidence.review;
import static assay.domain.policy.Evidence.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.domain.Answer;
import assay.domain.Consensus;
import assay.domain.Direction;
import assay.domain.Judgment;
import assay.domain.Stage;
import assay.domain.measure.Doubles;
import assay.domain.measure.inference.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeighingTest {
  private static final Crowd NOBODY = new Crowd.Gathering(Evidence.FIVE).done();

  /** Twenty pairs on which 1, 2 and 3 agree; 4 and 5 always say B, also on gold, which is A. */
  private static Crowd.Gathering crowd() {
    Crowd.Gathering gathering = new Crowd.Gathering(THREE);
    long lease = 1;
    for (int pair = 0; pair < 20; pair++) {
      String truth = pair % 2 == 0 ? "A>" : "=";
      List<Judgment> judgments = new ArrayList<>();
      for (int annotator = 1; annotator <= 5; annotator++) {
        String said = annotator <= 3 ? truth : "B>";
        judgments.add(judgment(pair, Stage.REVIEW, annotator, said, lease++));
      }
      gathering.addPair(pair, judgments);
    }
    for (int annotator = 1; annotator <= 5; annotator++) {
      for (int gold = 0; gold < 6; gold++) {
        gathering.addGold(
            judgment(100, Stage.GOLD, annotator, annotator <= 3 ? "A>" : "B>", lease++),
            preference("A>"));
      }
    }
    return gathering;
  }

  private static List<Judgment> oneAgainstTwo(int pair) {
    return List.of(
        judgment(pair, Stage.REVIEW, 1, "A>", 900),
        judgment(pair, Stage.REVIEW, 4, "B>", 901),
        judgment(pair, Stage.REVIEW, 5, "B>", 902));
  }

  private static Direction side(Weighing weighing, int pair, List<Judgment> judgments) {
    Consensus consensus = THREE.consensus(weighing.tally(pair, judgments));
    return ((Answer.Preference) consensus.label()).label().direction();
  }

  @Test
  void aFlagLowersTheWeightAndNeverRemovesTheJudgment() {
    Judgment fast =
        new Judgment(0, Stage.REVIEW, 1, review("A>").getFirst().answer(), 10, false, 1);
    var weight = Weighing.weights(spec("aggregation: {method: weighted}"), NOBODY);
    assertThat(weight.applyAsDouble(fast)).isCloseTo(0.15, within(1e-12));
    assertThat(weight.applyAsDouble(review("A>").getFirst())).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void whoFailsOnGoldWeighsThreeTenths() {
    Crowd crowd = crowd().done();
    var weight = Weighing.weights(spec("aggregation: {method: weighted}"), crowd);
    // Gold 0, agreement with the others' majority 0, full speed: 0.3, times 0.3.
    assertThat(weight.applyAsDouble(judgment(0, Stage.REVIEW, 4, "B>", 1)))
        .isCloseTo(0.09, within(1e-12));
    // The other two honest ones and the two who fail are a tie, which is half an agreement.
    assertThat(weight.applyAsDouble(judgment(0, Stage.REVIEW, 1, "B>", 1)))
        .isCloseTo(0.4 + 0.15 + 0.3, within(1e-12));
  }

  @Test
  void oneReliablePersonOutweighsTwoWhoFailed() {
    Crowd.Gathering gathering = crowd();
    gathering.addPair(50, oneAgainstTwo(50));
    Crowd crowd = gathering.done();
    Weighing weighted = Weighing.of(spec("scale: three\naggregation: {method: weighted}"), crowd);
    assertThat(side(weighted, 50, oneAgainstTwo(50))).isEqualTo(Direction.A);
    Weighing plain = Weighing.of(spec("scale: three\naggregation: {method: majority}"), crowd);
    assertThat(side(plain, 50, oneAgainstTwo(50))).isEqualTo(Direction.B);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dawid_skene", "one_coin", "glad", "mace", "ordinal", "auto"})
  void everyMethodGivesPosteriorsAndLeavesOutWhoFailed(String method) {
    Crowd.Gathering gathering = crowd();
    gathering.addPair(50, oneAgainstTwo(50));
    Weighing weighing =
        Weighing.of(spec("scale: three\naggregation: {method: " + method + "}"), gathering.done());
    assertThat(side(weighing, 50, oneAgainstTwo(50))).isEqualTo(Direction.A);
    Doubles posterior = weighing.tally(50, oneAgainstTwo(50)).votes(THREE, 0);
    assertThat(Arrays.stream(posterior.toArray()).sum()).isCloseTo(1, within(1e-9));
    assertThat(weighing.method()).isNotEqualTo(Method.AUTO);
    assertThat(weighing.why()).startsWith(method.equals("auto") ? "auto: " : "asked for");
  }

  @Test
  void whomTheModelLeftOutStillCountsWhereNobodyElseSpoke() {
    List<Judgment> alone = List.of(judgment(60, Stage.REVIEW, 4, "B>", 903));
    Crowd.Gathering gathering = crowd();
    gathering.addPair(60, alone);
    Weighing weighing =
        Weighing.of(spec("scale: three\naggregation: {method: dawid_skene}"), gathering.done());
    assertThat(side(weighing, 60, alone)).isEqualTo(Direction.B);
  }

  @Test
  void expertsCountPlainly() {
    List<Judgment> experts =
        List.of(
            judgment(0, Stage.EXPERT, 4, "B>", 1),
            judgment(0, Stage.EXPERT, 5, "B>", 2),
            judgment(0, Stage.EXPERT, 1, "A>", 3));
    Weighing weighing =
        Weighing.of(spec("scale: three\naggregation: {method: weighted}"), crowd().done());
    assertThat(side(weighing, 0, experts)).isEqualTo(Direction.B);
  }
}
