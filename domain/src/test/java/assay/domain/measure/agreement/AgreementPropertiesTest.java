package assay.domain.measure.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.domain.measure.Answers;
import assay.domain.measure.Estimate;
import assay.domain.measure.Estimate.Reason;
import assay.domain.measure.simulation.World;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgreementPropertiesTest {
  private static final World WORLD = World.crowd(300, 4, 12, 5, 0.5, 0.9, 0.1, 7);
  private static final double[] VALUES = {1, 2, 3, 4, 5};

  @Test
  void renamingTasksAndWorkersChangesNothing() {
    Answers a = WORLD.answers();
    Answers mirrored =
        Answers.of(
            IntStream.range(0, a.size()).map(i -> a.nTasks() - 1 - a.task(i)).toArray(),
            IntStream.range(0, a.size()).map(i -> a.nWorkers() - 1 - a.worker(i)).toArray(),
            IntStream.range(0, a.size()).map(a::label).toArray(),
            a.nTasks(),
            a.nWorkers(),
            a.nLabels());
    Agreement one = Agreement.of(a, Bootstrap.DEFAULT);
    Agreement other = Agreement.of(mirrored, Bootstrap.DEFAULT);

    // Bit for bit, intervals included: profiles do not know the order of tasks.
    for (Level level : Level.values()) {
      assertThat(other.krippendorffAlpha(level, VALUES))
          .isEqualTo(one.krippendorffAlpha(level, VALUES));
    }
    assertThat(other.gwetAc1()).isEqualTo(one.gwetAc1());
    assertThat(other.fleissKappa(Weighting.LINEAR)).isEqualTo(one.fleissKappa(Weighting.LINEAR));
    assertThat(other.cohenMean(Weighting.IDENTITY, 10).orNaN())
        .isCloseTo(one.cohenMean(Weighting.IDENTITY, 10).orNaN(), within(1e-12));
  }

  @Test
  void renamingLabelsChangesNothingNominal() {
    Answers renamed = WORLD.answers().relabelled(new int[] {3, 1, 4, 0, 2}, 5);

    assertThat(point(renamed).krippendorffAlpha(Level.NOMINAL, VALUES).orNaN())
        .isCloseTo(
            point(WORLD.answers()).krippendorffAlpha(Level.NOMINAL, VALUES).orNaN(), within(1e-12));
    assertThat(point(renamed).gwetAc1().orNaN())
        .isCloseTo(point(WORLD.answers()).gwetAc1().orNaN(), within(1e-12));
  }

  @Test
  void bootstrapAndClosedFormIntervalsAgree() {
    Agreement agreement = Agreement.of(WORLD.answers(), new Bootstrap(4000, 1));
    Estimate.Value resampled = (Estimate.Value) agreement.fleissKappa(Weighting.IDENTITY);
    Estimate.Value closed = agreement.sampledFleiss(Weighting.IDENTITY).interval();

    assertThat(resampled.value()).isCloseTo(closed.value(), within(1e-12));
    assertThat(resampled.low()).isCloseTo(closed.low(), within(0.006));
    assertThat(resampled.high()).isCloseTo(closed.high(), within(0.006));
  }

  @Test
  void theSameSeedGivesTheSameInterval() {
    Agreement agreement = Agreement.of(WORLD.answers(), new Bootstrap(200, 5));

    assertThat(agreement.gwetAc1()).isEqualTo(agreement.gwetAc1());
    assertThat(Agreement.of(WORLD.answers(), new Bootstrap(200, 6)).gwetAc1())
        .isNotEqualTo(agreement.gwetAc1());
  }

  @Test
  void everyDegenerateCaseHasItsReason() {
    Answers nothing = Answers.of(new int[0], new int[0], new int[0], 3, 2, 2);
    Answers alone = Answers.of(new int[] {0, 1}, new int[] {0, 1}, new int[] {0, 1}, 2, 2, 2);
    Answers same = Answers.of(new int[] {0, 0, 1, 1}, new int[] {0, 1, 0, 1}, new int[4], 2, 2, 2);

    assertThat(point(nothing).raw()).isEqualTo(undefined(Reason.NO_ANSWERS));
    assertThat(point(nothing).cohenMean(Weighting.IDENTITY, 10))
        .isEqualTo(undefined(Reason.NO_ANSWERS));
    assertThat(point(alone).gwetAc1()).isEqualTo(undefined(Reason.NO_ITEM_WITH_TWO));
    assertThat(point(alone).cohenMean(Weighting.IDENTITY, 1))
        .isEqualTo(undefined(Reason.NO_SHARED_ITEMS));
    assertThat(point(same).krippendorffAlpha(Level.ORDINAL, VALUES))
        .isEqualTo(undefined(Reason.ONE_LABEL));
    assertThat(point(same).cohenMean(Weighting.IDENTITY, 2)).isEqualTo(undefined(Reason.ONE_LABEL));
    assertThat(point(same).raw().orNaN()).isEqualTo(1.0);
    assertThat(point(same).gwetAc1().orNaN()).isEqualTo(1.0);
    assertThat(point(WORLD.answers()).krippendorffAlpha(Level.RATIO, new double[] {-1, 0, 1, 2, 3}))
        .isEqualTo(undefined(Reason.NOT_A_RATIO_SCALE));
  }

  @ParameterizedTest
  @CsvSource({
    "-0.01, POOR",
    "0, SLIGHT",
    "0.2, SLIGHT",
    "0.21, FAIR",
    "0.4, FAIR",
    "0.6, MODERATE",
    "0.605, SUBSTANTIAL",
    "0.8, SUBSTANTIAL",
    "0.81, ALMOST_PERFECT",
    "1, ALMOST_PERFECT"
  })
  void bandsLeaveNoGap(double coefficient, Band band) {
    assertThat(Band.of(coefficient)).isEqualTo(band);
  }

  @Test
  void adviceGivesItsReason() {
    Advice sure = Advice.of(new Estimate.Value(0.7, 0.65, 0.75), new Estimate.Value(0.7, 0, 1));
    Advice unsure = Advice.of(new Estimate.Value(0.5, 0.3, 0.7), new Estimate.Value(0.9, 0, 1));
    Advice none = Advice.of(undefined(Reason.ONE_LABEL), new Estimate.Value(1, 1, 1));

    assertThat(sure.sentence())
        .isEqualTo(
            "agreement is substantial (alpha 0.70, 95 % interval 0.65 to 0.75): fine with majority"
                + " voting");
    assertThat(unsure.sentence())
        .isEqualTo(
            "agreement is moderate (alpha 0.50, 95 % interval 0.30 to 0.70); the interval reaches"
                + " from fair to substantial, so label more items to be sure; one label is so"
                + " common that alpha understates agreement (AC1 is 0.90): revise the guidelines"
                + " and add training examples");
    assertThat(none.sentence())
        .isEqualTo(
            "no advice: every answer is the same label, so agreement cannot be told from chance");
  }

  @Test
  void breakdownsAddUpToTheWhole() {
    double raw = point(WORLD.answers()).raw().orNaN();
    var byTask = Breakdown.byTask(WORLD.answers());
    var byLabel = Breakdown.byLabel(WORLD.answers());
    var byWorker = Breakdown.byWorker(WORLD.answers());
    int[] domain = IntStream.range(0, 300).map(t -> t % 2).toArray();
    var byDomain =
        Breakdown.alphaByDomain(
            WORLD.answers(), domain, 2, Level.NOMINAL, VALUES, new Bootstrap(0, 0));

    for (var parts : List.of(byTask, byLabel, byWorker)) {
      double pairs = parts.stream().mapToDouble(Breakdown.Part::pairs).sum();
      double equal = parts.stream().mapToDouble(p -> p.pairs() * p.agreement()).sum();
      assertThat(equal / pairs).isCloseTo(raw, within(1e-12));
    }
    assertThat(byDomain).hasSize(2).allMatch(alpha -> alpha instanceof Estimate.Value);
  }

  private static Estimate undefined(Reason reason) {
    return new Estimate.Undefined(reason);
  }

  private static Agreement point(Answers answers) {
    return Agreement.of(answers, new Bootstrap(0, 0));
  }
}
