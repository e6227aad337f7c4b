package assay.domain;

import assay.domain.measure.Doubles;
import assay.domain.measure.Ints;
import assay.domain.measure.consensus.Likert;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One response rated on each dimension of the rubric.
 *
 * @param dimensions names, in the rubric's order
 * @param points ratings are whole numbers from 1 to this
 */
public record LikertScale(List<String> dimensions, int points) implements TaskType {
  static final String NAME = "likert_scale";

  private static final int DECIMALS = 6;

  public LikertScale {
    dimensions = List.copyOf(dimensions);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int estimatedSeconds() {
    return 30;
  }

  @Override
  public Responses responses() {
    return Responses.ONE;
  }

  @Override
  public List<String> fields() {
    return List.of("ratings");
  }

  @Override
  public String form() {
    return "an object with a whole number from 1 to %d for each of %s"
        .formatted(points, String.join(", ", dimensions));
  }

  @Override
  public Answer read(JsonNode value, Supplier<Pair> item) throws UnusableAnswer {
    if (!value.isObject()) {
      throw AnswerJson.wrong("", form(), value);
    }
    for (var field : value.properties()) {
      if (!dimensions.contains(field.getKey())) {
        throw new UnusableAnswer(
            "." + field.getKey(),
            "is no dimension of the rubric; it has " + String.join(", ", dimensions));
      }
    }
    String form = "a whole number from 1 to " + points;
    int[] scores = new int[dimensions.size()];
    for (int d = 0; d < scores.length; d++) {
      String dimension = dimensions.get(d);
      scores[d] = AnswerJson.whole(value.path(dimension), "." + dimension, 1, points, form);
    }
    return new Answer.Ratings(Ints.owned(scores));
  }

  /** A person's ratings are whole numbers; what several come to has mean, sd and n. */
  @Override
  public JsonNode json(Answer answer) {
    ObjectNode ratings = JsonNodeFactory.instance.objectNode();
    for (int d = 0; d < dimensions.size(); d++) {
      if (answer instanceof Answer.MeanRatings mean) {
        Likert likert = mean.dimensions().get(d);
        ratings
            .putObject(dimensions.get(d))
            .put("mean", decimal(likert.mean()))
            .put("sd", decimal(likert.sd()))
            .put("n", likert.n());
      } else {
        ratings.put(dimensions.get(d), ((Answer.Ratings) answer).scores().at(d));
      }
    }
    return ratings;
  }

  private static BigDecimal decimal(double value) {
    BigDecimal trimmed =
        BigDecimal.valueOf(value).setScale(DECIMALS, RoundingMode.HALF_UP).stripTrailingZeros();
    return trimmed.scale() < 1 ? trimmed.setScale(1) : trimmed;
  }

  @Override
  public Answer decode(String text) {
    return text.contains(".") ? Answer.MeanRatings.decode(text) : Answer.Ratings.decode(text);
  }

  /** One less the mean distance, as a share of the scale's length. */
  @Override
  public double agreement(Answer one, Answer other) {
    Doubles a = scores(one);
    Doubles b = scores(other);
    double apart = 0;
    for (int d = 0; d < a.size(); d++) {
      apart += StrictMath.abs(a.at(d) - b.at(d));
    }
    return 1 - apart / a.size() / (points - 1);
  }

  @Override
  public String measure() {
    return "closeness of two people's ratings, as a share of the scale";
  }

  /** The nearest whole numbers, the higher of two. */
  @Override
  public Optional<Answer> known(Answer label) {
    Doubles scores = scores(label);
    int[] whole = new int[scores.size()];
    for (int d = 0; d < whole.length; d++) {
      whole[d] = (int) StrictMath.floor(scores.at(d) + 0.5);
    }
    return Optional.of(new Answer.Ratings(Ints.owned(whole)));
  }

  /** The weighted mean, the plain standard deviation and the number, for each dimension. */
  @Override
  public Consensus consensus(Tally tally) {
    List<Likert> means = new ArrayList<>();
    for (int d = 0; d < dimensions.size(); d++) {
      int dimension = d;
      double[] scores =
          tally.answers().stream().mapToDouble(a -> scores(a).at(dimension)).toArray();
      means.add(Likert.of(scores, tally.weights().toArray()));
    }
    Answer label = new Answer.MeanRatings(means);
    return Consensus.of(label, tally.agreement(this, label));
  }

  private static Doubles scores(Answer answer) {
    if (answer instanceof Answer.MeanRatings mean) {
      return mean.means();
    }
    Ints scores = ((Answer.Ratings) answer).scores();
    double[] doubles = new double[scores.size()];
    for (int d = 0; d < doubles.length; d++) {
      doubles[d] = scores.at(d);
    }
    return Doubles.owned(doubles);
  }
}
