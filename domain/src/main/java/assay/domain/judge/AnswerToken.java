package assay.domain.judge;

import java.util.List;

/**
 * One token of a model's answer.
 *
 * @param logProbability natural logarithm of its probability, at most 0
 * @param alternatives the likeliest tokens at this place, perhaps the chosen one among them
 */
public record AnswerToken(String text, double logProbability, List<Alternative> alternatives) {
  public AnswerToken {
    alternatives = List.copyOf(alternatives);
  }

  /** A token that could have stood at the same place. */
  public record Alternative(String text, double logProbability) {}
}
