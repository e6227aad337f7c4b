package assay.domain.measure.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.domain.measure.Answers;
import assay.domain.measure.Doubles;
import assay.domain.measure.Estimate;
import assay.domain.measure.Ints;
import assay.domain.measure.OthersMajority;
import assay.domain.measure.SplitMix64;
import assay.domain.measure.inference.InferredTruth;
import assay.domain.measure.inference.Method;
import assay.domain.measure.inference.Options;
import assay.domain.measure.inference.Posterior;
import assay.domain.measure.inference.TruthInference;
import assay.domain.measure.simulation.World;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class QualityTest {
  private static final OptionalDouble NONE = OptionalDouble.empty();

  @Test
  void reliabilityIsItsThreePartsWithStatedDefaults() {
    assertThat(Reliability.of(NONE, NONE, NONE).score()).isCloseTo(0.65, within(1e-12));
    assertThat(score(1, 1, 30)).isCloseTo(1, within(1e-12));
    assertThat(score(0, 1, 2.5)).isCloseTo(0.45, within(1e-12));
    // No gold right and full agreement is kept by the formula: why it is never the only filter.
    assertThat(score(0, 1, 30)).isCloseTo(Reliability.LEAST, within(1e-12));
    assertThat(Reliability.of(NONE, OptionalDouble.of(0.3), NONE).isKept(0.6)).isFalse();
  }

  @Test
  void onesOwnVoteIsLeftOutOfTheMajority() {
    Answers answers =
        Answers.of(
            new int[] {0, 0, 0, 1, 1, 2, 3, 3, 3},
            new int[] {0, 1, 2, 0, 1, 0, 0, 1, 2},
            new int[] {0, 0, 1, 0, 1, 0, 0, 1, 2},
            4,
            3,
            3);

    OthersMajority others = OthersMajority.of(answers);

    // Task 0: a and b face a tie of the two others; c faces two equal votes. Task 1 has no friend
    // for either. Task 2 has nobody else. Task 3: three different labels.
    assertThat(others.hits()).isEqualTo(Doubles.of(0.5, 0.5, 0));
    assertThat(others.compared()).isEqualTo(Ints.of(3, 3, 2));
    assertThat(OthersMajority.of(answers, new double[] {1, 1, 0.4}).hits())
        .isEqualTo(Doubles.of(1, 1, 0));
  }

  @Test
  void wilsonIsTheTextbookInterval() {
    Estimate.Value interval = (Estimate.Value) Wilson.interval(8, 10);

    assertThat(interval.value()).isEqualTo(0.8);
    assertThat(interval.low()).isCloseTo(0.49016, within(1e-5));
    assertThat(interval.high()).isCloseTo(0.94331, within(1e-5));
    assertThat(Wilson.interval(0, 0)).isEqualTo(new Estimate.Undefined(Estimate.Reason.NO_ANSWERS));
  }

  @Test
  void goldIsCountedExactlyAndByDirection() {
    Answers answers =
        Answers.of(new int[] {0, 1, 2}, new int[] {0, 0, 0}, new int[] {0, 2, 3}, 3, 1, 5);

    GoldRecord[] records =
        GoldRecord.of(answers, Ints.of(1, 2, Options.UNKNOWN), Ints.of(0, 0, 1, 2, 2));

    assertThat(records).containsExactly(new GoldRecord(2, 1, 2));
    assertThat(records[0].directionalAccuracy().orNaN()).isEqualTo(1.0);
  }

  @Test
  void plainGoldRulesNeedTheirNumberAndBelowTheirThreshold() {
    GoldRule batches = GoldRule.Threshold.OF_BATCHES;
    GoldRule platforms = GoldRule.Threshold.OF_PLATFORMS;

    assertThat(batches.fails(new GoldRecord(4, 0, 0))).isFalse();
    assertThat(batches.fails(new GoldRecord(5, 0, 3))).isFalse();
    assertThat(batches.fails(new GoldRecord(5, 5, 2))).isTrue();
    assertThat(platforms.fails(new GoldRecord(10, 7, 0))).isFalse();
    assertThat(platforms.fails(new GoldRecord(10, 6, 10))).isTrue();
  }

  @Test
  void theSequentialTestKeepsItsFalseAlarmRateHoweverOftenItLooks() {
    GoldRule.Sequential test = GoldRule.Sequential.DEFAULT;

    assertThat(test.failureProbability(0.85, 500)).isLessThan(0.05);
    assertThat(test.failureProbability(0.95, 500)).isLessThan(0.003);
    assertThat(test.failureProbability(0.4, 10)).isGreaterThan(0.85);
    assertThat(test.failureProbability(0.4, 20)).isGreaterThan(0.97);
    assertThat(test.fails(0, 2)).isFalse();
    assertThat(test.fails(0, 3)).isTrue();
    assertThatThrownBy(() -> new GoldRule.Sequential(0.4, 0.85, 0.05, true))
        .hasMessage("needs 0 < careless 0.85 < honest 0.4 < 1 and an alarm rate 0.05 in (0, 1)");
  }

  @Test
  void aJudgmentsWeightIsTheProductOfItsFlags() {
    assertThat(JudgmentWeight.of(SpeedBand.of(30), false, false)).isEqualTo(1);
    assertThat(JudgmentWeight.of(SpeedBand.of(4.9), false, false)).isEqualTo(0.3);
    assertThat(JudgmentWeight.of(SpeedBand.of(601), false, false)).isEqualTo(0.8);
    assertThat(JudgmentWeight.of(SpeedBand.of(1), true, true)).isCloseTo(0.045, within(1e-12));
    assertThat(SpeedBand.of(5)).isEqualTo(SpeedBand.USUAL);
    assertThat(SpeedBand.of(600)).isEqualTo(SpeedBand.USUAL);
  }

  @Test
  void alwaysTheSameLabelIsALeanAndHonestPeopleHaveNone() {
    World world = World.crowd(400, 3, 8, 3, 0.7, 0.9, 0, 21);
    Answers answers = withWorker(world.answers(), 0, t -> 1);

    Lean[][] leans = Lean.towardsLabels(answers);

    assertThat(leans[0][1].share()).isEqualTo(1);
    assertThat(leans[0][1].isReal(8)).isTrue();
    for (int w = 1; w < 8; w++) {
      for (int k = 0; k < 3; k++) {
        assertThat(leans[w][k].isReal(24)).isFalse();
      }
    }
    assertThat(Lean.towardsFirst(58, 100).isReal(1)).isFalse();
    assertThat(Lean.towardsFirst(75, 100).isReal(1)).isTrue();
  }

  @Test
  void selfConsistencyComparesRepeats() {
    SelfConsistency[] result =
        SelfConsistency.of(
            new int[] {7, 7, 7, 8, 7}, new int[] {0, 0, 0, 0, 1}, new int[] {1, 1, 2, 0, 2}, 2);

    assertThat(result).containsExactly(new SelfConsistency(2, 1), new SelfConsistency(0, 0));
  }

  @Test
  void copyistsAreFoundAndGoodPeopleAreNot() {
    World world = World.crowd(600, 5, 12, 4, 0.6, 0.95, 0, 31);
    Answers honest = world.answers();
    int[] original = new int[honest.nTasks()];
    Arrays.fill(original, -1);
    for (int i = 0; i < honest.size(); i++) {
      if (honest.worker(i) == 3) {
        original[honest.task(i)] = honest.label(i);
      }
    }
    Answers copied = withWorker(honest, 4, t -> original[t]);

    assertThat(Collusion.suspects(honest, settled(honest))).isEmpty();
    List<Collusion> suspects = Collusion.suspects(copied, settled(copied));
    assertThat(suspects).hasSize(1);
    assertThat(suspects.getFirst().firstWorker()).isEqualTo(3);
    assertThat(suspects.getFirst().secondWorker()).isEqualTo(4);
  }

  @Test
  void driftFindsTheMomentSomebodyStoppedTrying() {
    SplitMix64 random = new SplitMix64(4);
    double[] tired = new double[200];
    double[] steady = new double[200];
    for (int i = 0; i < 200; i++) {
      tired[i] = random.nextDouble() < (i < 120 ? 0.9 : 0.4) ? 1 : 0;
      steady[i] = random.nextDouble() < 0.8 ? 1 : 0;
    }

    Drift drift = Drift.of(tired);

    assertThat(drift.isReal()).isTrue();
    assertThat(drift.z()).isNegative();
    assertThat(drift.split()).isBetween(105, 135);
    assertThat(Drift.of(steady).isReal()).isFalse();
    assertThat(Drift.of(new double[] {1, 0}).isReal()).isFalse();
  }

  @Test
  void filteringLeavesTheUnreliableOutAndInfersAgain() {
    World world = World.crowd(200, 5, 10, 3, 0.8, 0.95, 0.4, 8);
    InferredTruth before =
        TruthInference.infer(world.answers(), Method.DAWID_SKENE, Options.DEFAULT);

    InferredTruth after =
        ReliabilityFilter.infer(
            world.answers(), before.quality(), 0.6, Method.MAJORITY, Options.DEFAULT);

    InferredTruth plain = TruthInference.infer(world.answers(), Method.MAJORITY, Options.DEFAULT);
    assertThat(after.posterior().accuracy(world.truth()))
        .isGreaterThan(plain.posterior().accuracy(world.truth()));
  }

  @Test
  void theTableHasARowForEverybodyWhoAnswered() {
    World world = World.crowd(100, 3, 6, 3, 0.7, 0.9, 0, 2);
    InferredTruth truth = TruthInference.infer(world.answers(), Method.MAJORITY, Options.DEFAULT);

    List<AnnotatorTable.Row> rows =
        AnnotatorTable.of(
            world.answers(), truth, world.truth(), Ints.of(0, 1, 2), GoldRule.Sequential.DEFAULT);

    assertThat(rows).hasSize(6).noneMatch(AnnotatorTable.Row::failsGold);
    assertThat(rows.stream().mapToInt(AnnotatorTable.Row::answers).sum()).isEqualTo(300);
    assertThat(rows).allMatch(row -> row.gold().seen() == row.answers());
  }

  private interface Labeller {
    int label(int task);
  }

  /** The same answers with one worker's replaced wherever the labeller has a label. */
  private static Answers withWorker(Answers answers, int worker, Labeller labeller) {
    int[][] columns = new int[3][answers.size()];
    for (int i = 0; i < answers.size(); i++) {
      columns[0][i] = answers.task(i);
      columns[1][i] = answers.worker(i);
      int given = answers.worker(i) == worker ? labeller.label(answers.task(i)) : -1;
      columns[2][i] = given >= 0 ? given : answers.label(i);
    }
    return Answers.of(
        columns[0],
        columns[1],
        columns[2],
        answers.nTasks(),
        answers.nWorkers(),
        answers.nLabels());
  }

  private static Posterior settled(Answers answers) {
    return TruthInference.infer(answers, Method.MAJORITY, Options.DEFAULT).posterior();
  }

  private static double score(double gold, double majority, double seconds) {
    return Reliability.of(
            OptionalDouble.of(gold), OptionalDouble.of(majority), OptionalDouble.of(seconds))
        .score();
  }
}
