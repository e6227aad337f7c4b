package assay.domain;

import assay.domain.measure.Doubles;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Answers to one item and what they are worth.
 *
 * @param weights one an answer, above 0
 * @param inferred of a part: the labels' probabilities by a model of the people; empty where there
 *     is none or it cannot tell
 */
public record Tally(
    List<Answer> answers, Doubles weights, IntFunction<Optional<Doubles>> inferred) {
  public Tally {
    answers = List.copyOf(answers);
  }

  /** Every answer counts the same. */
  public static Tally equal(List<Answer> answers) {
    return weighted(
        answers,
        Doubles.owned(
            Collections.nCopies(answers.size(), 1.0).stream().mapToDouble(w -> w).toArray()));
  }

  public static Tally weighted(List<Answer> answers, Doubles weights) {
    return new Tally(answers, weights, part -> Optional.empty());
  }

  /**
   * The weight of each label on a part. Answers are added in their own order, so that the sums do
   * not depend on anything else.
   */
  public Doubles votes(Categorical task, int part) {
    return inferred
        .apply(part)
        .orElseGet(
            () -> {
              double[] votes = new double[task.labels().size()];
              for (int i = 0; i < answers.size(); i++) {
                votes[task.parts(answers.get(i)).at(part)] += weights.at(i);
              }
              return Doubles.owned(votes);
            });
  }

  /** The weighted mean of the answers' agreement with a consensus, from 0 to 1. */
  public double agreement(TaskType task, Answer consensus) {
    double sum = 0;
    double all = 0;
    for (int i = 0; i < answers.size(); i++) {
      sum += weights.at(i) * task.agreement(answers.get(i), consensus);
      all += weights.at(i);
    }
    return sum / all;
  }
}
