package assay.domain.judge;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How good a judge found both responses in each dimension of the rubric.
 *
 * @param of by dimension, in the rubric's order
 */
public record DimensionScores(Map<String, Score> of) {
  public DimensionScores {
    of = Collections.unmodifiableMap(new LinkedHashMap<>(of));
  }

  /** From 1 to 10. */
  public record Score(double a, double b) {}

  /** The same scores when the two responses change places. */
  public DimensionScores swapped() {
    Map<String, Score> swapped = new LinkedHashMap<>();
    of.forEach((dimension, score) -> swapped.put(dimension, new Score(score.b(), score.a())));
    return new DimensionScores(swapped);
  }

  /** The mean of one or more, all by the same rubric. */
  public static DimensionScores mean(List<DimensionScores> all) {
    Map<String, Score> means = new LinkedHashMap<>();
    for (String dimension : all.getFirst().of.keySet()) {
      double a = 0;
      double b = 0;
      for (DimensionScores one : all) {
        Score score = one.score(dimension);
        a += score.a();
        b += score.b();
      }
      means.put(dimension, new Score(a / all.size(), b / all.size()));
    }
    return new DimensionScores(means);
  }

  private Score score(String dimension) {
    Score score = of.get(dimension);
    if (score == null) {
      throw new IllegalArgumentException("no score for " + dimension);
    }
    return score;
  }
}
