package assay.domain.measure.inference;

import assay.domain.measure.Answers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Chooses a method by what the data can identify, never by the truth.
 *
 * <p>Each candidate is fitted without some of the answers and must predict them from what others
 * said of the same tasks; the one that gives them the highest mean log-probability is used. Few
 * labels a worker make confusion matrices predict badly, so majority wins there; many make them
 * predict well. One-coin is no candidate: with leaning annotators it can fall into one class.
 */
final class AutoChoice {
  /** Below this many answers every fold is tried, above it one is evidence enough. */
  private static final int FEW_ANSWERS = 100_000;

  private static final int FOLDS = 5;

  /** A probability below this counts as this: one surprise must not decide. */
  private static final double LEAST = 1e-3;

  private enum Candidate {
    MAJORITY("majority"),
    MACE("MACE"),
    POOLED("Dawid-Skene with the crowd's confusion as prior"),
    ORDINAL("the ordinal model");

    private final String text;

    Candidate(String text) {
      this.text = text;
    }
  }

  private final Answers answers;
  private final Options options;
  private final List<Candidate> candidates;

  private AutoChoice(Answers answers, Options options) {
    this.answers = answers;
    this.options = options;
    this.candidates =
        options.ordered() && answers.nLabels() > 2
            ? List.of(Candidate.values())
            : List.of(Candidate.MAJORITY, Candidate.MACE, Candidate.POOLED);
  }

  static InferredTruth infer(Answers answers, Options options) {
    return new AutoChoice(answers, options).run();
  }

  private InferredTruth run() {
    if (answers.nLabels() < 2) {
      return Votes.majority(answers, options).because("auto: only one label is declared");
    }
    double[] scores = new double[candidates.size()];
    int held = 0;
    int folds = answers.size() < FEW_ANSWERS ? FOLDS : 1;
    for (int fold = 0; fold < folds; fold++) {
      HeldOut split = HeldOut.of(answers, FOLDS, fold);
      held += split.size();
      for (int c = 0; c < scores.length && split.size() > 0; c++) {
        scores[c] += split.logScore(fit(candidates.get(c), split.rest()), LEAST);
      }
    }
    if (held == 0) {
      return Votes.majority(answers, options)
          .because("auto: no task has answers from two annotators, so nothing else can be learned");
    }
    int best = 0;
    for (int c = 1; c < scores.length; c++) {
      best = scores[c] > scores[best] ? c : best;
    }
    Candidate chosen = candidates.get(best);
    InferredTruth result =
        chosen == Candidate.MAJORITY ? Votes.majority(answers, options) : fit(chosen, answers);
    return result.because(reason(chosen, scores, held));
  }

  private InferredTruth fit(Candidate candidate, Answers from) {
    return switch (candidate) {
      case MAJORITY -> em(Method.MAJORITY, from, new SharedCoinModel(from));
      case MACE -> em(Method.MACE, from, new MaceModel(from));
      case POOLED -> em(Method.DAWID_SKENE, from, new PooledModel(from));
      case ORDINAL -> em(Method.ORDINAL, from, new OrdinalModel(from));
    };
  }

  private InferredTruth em(Method method, Answers from, ConfusionModel model) {
    return new ConfusionEm(from, options, model).run(method);
  }

  private String reason(Candidate chosen, double[] scores, int held) {
    List<String> parts = new ArrayList<>();
    for (int c = 0; c < scores.length; c++) {
      parts.add(
          String.format(
              Locale.ROOT, "%s %.3f", candidates.get(c).text, StrictMath.exp(scores[c] / held)));
    }
    double active = Arrays.stream(answers.workerCounts()).filter(n -> n > 0).count();
    return String.format(
        Locale.ROOT,
        "auto: %s predicts held-out answers best (mean probability of %d answers: %s), with %.1f"
            + " answers an annotator over %d labels",
        chosen.text,
        held,
        String.join(", ", parts),
        answers.size() / active,
        answers.nLabels());
  }
}
