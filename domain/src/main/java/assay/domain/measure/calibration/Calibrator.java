package assay.domain.measure.calibration;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/**
 * What a score is worth as a probability.
 *
 * <p>A plain value: it can be stored and put in a workflow's history, and gives the same answer
 * wherever and whenever it is applied.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "method")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Calibrator.Isotonic.class, name = "isotonic"),
  @JsonSubTypes.Type(value = Calibrator.Platt.class, name = "platt"),
  @JsonSubTypes.Type(value = Calibrator.Temperature.class, name = "temperature"),
  @JsonSubTypes.Type(value = Calibrator.Identity.class, name = "identity")
})
public sealed interface Calibrator {

  /** The probability that a case of this score turns out right. */
  double probability(double score);

  /** Scores are probabilities already. */
  record Identity() implements Calibrator {
    @Override
    public double probability(double score) {
      return score;
    }
  }

  /** A point of a rising curve. */
  record Knot(double score, double probability) {}

  /** Straight lines between knots, level outside; scores and probabilities of knots rise. */
  record Isotonic(List<Knot> knots) implements Calibrator {
    public Isotonic {
      knots = List.copyOf(knots);
      if (knots.isEmpty()) {
        throw new IllegalArgumentException("a curve needs at least one knot");
      }
      for (int i = 1; i < knots.size(); i++) {
        if (knots.get(i).score() <= knots.get(i - 1).score()
            || knots.get(i).probability() < knots.get(i - 1).probability()) {
          throw new IllegalArgumentException(
              "knot %d does not rise above knot %d".formatted(i, i - 1));
        }
      }
    }

    @Override
    public double probability(double score) {
      int low = 0;
      int high = knots.size();
      // The first knot above the score.
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (knots.get(middle).score() <= score) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      if (low == 0 || low == knots.size()) {
        return knots.get(low == 0 ? 0 : low - 1).probability();
      }
      Knot left = knots.get(low - 1);
      Knot right = knots.get(low);
      double share = (score - left.score()) / (right.score() - left.score());
      return left.probability() + share * (right.probability() - left.probability());
    }
  }

  /** A logistic curve: 1 / (1 + exp(-(a score + b))). */
  record Platt(double a, double b) implements Calibrator {
    @Override
    public double probability(double score) {
      return 1 / (1 + StrictMath.exp(-(a * score + b)));
    }
  }

  /** A probability drawn towards one half by t above 1, away from it by t below 1. */
  record Temperature(double t) implements Calibrator {
    public Temperature {
      if (!(t > 0)) {
        throw new IllegalArgumentException("temperature %s must be above 0".formatted(t));
      }
    }

    @Override
    public double probability(double score) {
      return 1 / (1 + StrictMath.exp(-logit(score) / t));
    }

    /** The log-odds of a score, kept off 0 and 1 by 1e-15. */
    static double logit(double score) {
      double p = StrictMath.max(1e-15, StrictMath.min(1 - 1e-15, score));
      return StrictMath.log(p / (1 - p));
    }
  }
}
