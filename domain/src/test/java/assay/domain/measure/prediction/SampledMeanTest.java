package assay.domain.measure.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.domain.measure.Doubles;
import assay.domain.measure.Estimate;
import assay.domain.measure.SplitMix64;
import assay.domain.measure.prediction.SampledMean.Item;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Labels that were not drawn evenly, by a judge that asks people where it is unsure. */
class SampledMeanTest {
  private static final double TRUTH = 0.5 * 0.9 + 0.5 * 0.4;

  @Test
  void recordedProbabilitiesUndoTheChoice() {
    int covered = 0;
    double sum = 0;
    double naive = 0;
    double tunedWidth = 0;
    double aloneWidth = 0;
    int runs = 300;
    for (int run = 0; run < runs; run++) {
      List<Item> items = items(2000, run);
      Estimate.Value tuned = (Estimate.Value) SampledMean.of(items);
      Estimate.Value alone = (Estimate.Value) SampledMean.of(items, 0);
      sum += tuned.value() / runs;
      naive += plainMean(items) / runs;
      covered += tuned.low() <= TRUTH && TRUTH <= tuned.high() ? 1 : 0;
      tunedWidth += tuned.high() - tuned.low();
      aloneWidth += alone.high() - alone.low();
    }

    // The plain mean of the labels is mostly that of the unsure half.
    assertThat(naive).isLessThan(TRUTH - 0.1);
    assertThat(sum).isCloseTo(TRUTH, within(0.005));
    assertThat(covered / (double) runs).isBetween(0.92, 0.98);
    assertThat(tunedWidth).isLessThan(0.9 * aloneWidth);
  }

  @Test
  void everyItemLabelledIsThePlainMean() {
    List<Item> items =
        List.of(new Item.Labelled(1, 1, 1), new Item.Labelled(0, 1, 1), new Item.Labelled(1, 1, 0));

    assertThat(SampledMean.of(items)).isEqualTo(PredictionPowered.classical(Doubles.of(1, 1, 0)));
  }

  @Test
  void withoutItemsThereIsNoMean() {
    assertThat(SampledMean.of(List.of()))
        .isEqualTo(new Estimate.Undefined(Estimate.Reason.NO_ANSWERS));
    assertThat(PredictionPowered.classical(Doubles.NONE))
        .isEqualTo(new Estimate.Undefined(Estimate.Reason.NO_ANSWERS));
    assertThat(PredictionPowered.mean(Doubles.NONE, Doubles.NONE, Doubles.of(1), 1))
        .isEqualTo(new Estimate.Undefined(Estimate.Reason.NO_ANSWERS));
  }

  @Test
  void withoutOtherItemsTheJudgeAddsNothing() {
    Doubles labels = Doubles.of(1, 0, 1, 1);

    assertThat(PredictionPowered.mean(labels, Doubles.of(1, 1, 1, 0), Doubles.NONE, 1))
        .isEqualTo(PredictionPowered.classical(labels));
    assertThat(PredictionPowered.lambda(labels, Doubles.of(1, 1, 1, 0), Doubles.NONE)).isZero();
  }

  @Test
  void aJudgeThatAlwaysSaysTheSameIsNotTrusted() {
    Doubles constant = Doubles.of(1, 1, 1, 1);

    assertThat(PredictionPowered.lambda(Doubles.of(1, 0, 1, 1), constant, constant)).isZero();
  }

  @Test
  void whatCannotBeDrawnCannotBeEstimated() {
    assertThatThrownBy(() -> new Item.Labelled(1, 0, 1))
        .hasMessage("a labelled item was drawn with probability 0.0; it must be in (0, 1]");
    assertThatThrownBy(() -> new Item.Unlabelled(1, 0))
        .hasMessage(
            "an item that was not drawn had probability 0.0; it must be in (0, 1), for what can"
                + " never be drawn cannot be estimated");
    assertThatThrownBy(
            () -> PredictionPowered.lambda(Doubles.of(1), Doubles.of(1, 2), Doubles.NONE))
        .hasMessage("1 labels for 2 predictions");
  }

  /** A sure half (90 % yes, 5 % checked) and an unsure half (40 % yes, 60 % asked). */
  private static List<Item> items(int n, long seed) {
    SplitMix64 random = new SplitMix64(seed);
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      boolean sure = random.nextDouble() < 0.5;
      double yes = sure ? 0.9 : 0.4;
      double asked = sure ? 0.05 : 0.6;
      double label = random.nextDouble() < yes ? 1 : 0;
      items.add(
          random.nextDouble() < asked
              ? new Item.Labelled(yes, asked, label)
              : new Item.Unlabelled(yes, asked));
    }
    return items;
  }

  private static double plainMean(List<Item> items) {
    return items.stream()
        .filter(Item.Labelled.class::isInstance)
        .mapToDouble(item -> ((Item.Labelled) item).label())
        .average()
        .orElseThrow();
  }
}
