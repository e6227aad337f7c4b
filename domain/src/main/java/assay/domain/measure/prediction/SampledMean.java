package assay.domain.measure.prediction;

import assay.domain.measure.Estimate;
import java.util.List;

/**
 * The mean of people's labels over all items, when some were likelier than others to be labelled.
 *
 * <p>Spot checks and chosen items are no even sample: a plain mean of their labels is the mean of
 * what was chosen. Each label here counts by the recorded probability with which its item was
 * drawn, as the correction of a judge that predicted every item. Zrnic and Candès, Active
 * statistical inference (2024), equation 2; with no trust in the judge it is Horvitz and Thompson's
 * mean (1952).
 */
public final class SampledMean {
  private SampledMean() {}

  /** One item of the population. */
  public sealed interface Item {
    /** What the judge says. */
    double prediction();

    /** The probability, recorded before the draw, that people would label it. */
    double probability();

    /** Drawn, and labelled by people. */
    record Labelled(double prediction, double probability, double label) implements Item {
      public Labelled {
        if (!(probability > 0 && probability <= 1)) {
          throw new IllegalArgumentException(
              "a labelled item was drawn with probability %s; it must be in (0, 1]"
                  .formatted(probability));
        }
      }
    }

    /** Not drawn. */
    record Unlabelled(double prediction, double probability) implements Item {
      public Unlabelled {
        if (!(probability > 0 && probability < 1)) {
          throw new IllegalArgumentException(
              "an item that was not drawn had probability %s; it must be in (0, 1), for what can"
                      .formatted(probability)
                  + " never be drawn cannot be estimated");
        }
      }
    }
  }

  /**
   * The mean over all items, with the trust in the judge that narrows the interval most; undefined
   * without items.
   */
  public static Estimate of(List<Item> items) {
    return of(items, lambda(items));
  }

  /** The same with a given trust in the judge, 0 for none to 1 for full. */
  public static Estimate of(List<Item> items, double lambda) {
    int n = items.size();
    if (n == 0) {
      return new Estimate.Undefined(Estimate.Reason.NO_ANSWERS);
    }
    double sum = 0;
    for (Item item : items) {
      sum += label(item) + lambda * prediction(item);
    }
    double mean = sum / n;
    double squares = 0;
    for (Item item : items) {
      double off = label(item) + lambda * prediction(item) - mean;
      squares += off * off;
    }
    return Estimate.normal(mean, StrictMath.sqrt(squares / n / n));
  }

  /** The trust in the judge that narrows the interval most, in [0, 1]. */
  public static double lambda(List<Item> items) {
    int n = items.size();
    double meanLabel = items.stream().mapToDouble(SampledMean::label).sum() / n;
    double meanPrediction = items.stream().mapToDouble(SampledMean::prediction).sum() / n;
    double covariance = 0;
    double variance = 0;
    for (Item item : items) {
      double off = prediction(item) - meanPrediction;
      covariance += (label(item) - meanLabel) * off;
      variance += off * off;
    }
    return variance == 0 ? 0 : StrictMath.max(0, StrictMath.min(1, -covariance / variance));
  }

  /** What an item's label adds to the mean: its share of the items like it that were not drawn. */
  private static double label(Item item) {
    return switch (item) {
      case Item.Labelled labelled -> labelled.label() / labelled.probability();
      case Item.Unlabelled unlabelled -> 0;
    };
  }

  /** What the judge's prediction adds, if it is trusted: nothing, on average over draws. */
  private static double prediction(Item item) {
    return switch (item) {
      case Item.Labelled labelled ->
          labelled.prediction() - labelled.prediction() / labelled.probability();
      case Item.Unlabelled unlabelled -> unlabelled.prediction();
    };
  }
}
