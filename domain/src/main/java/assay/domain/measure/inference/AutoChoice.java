package assay.domain.measure.inference;

import assay.domain.measure.Answers;
import assay.domain.measure.Doubles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Chooses a method by what the data can identify, never by the truth.
 *
 * <p>Each candidate is fitted without some of the tasks, and then says of each answer to them how
 * probably it is true, from what others said. The one that agrees most with people is used,
 * together with all that the data cannot tell from it: their posteriors are averaged. Few labels a
 * worker make confusion matrices predict badly, so majority wins there; many make them predict
 * well; between, an average errs less than a guess. One-coin is no candidate: with leaning
 * annotators it can fall into one class.
 */
final class AutoChoice {
  /** Below this many answers every fold is tried, above it one is evidence enough. */
  private static final int FEW_ANSWERS = 100_000;

  private static final int FOLDS = 5;

  /** A candidate that is worse by more standard errors than this is out. */
  private static final double SURE = 1;

  private enum Candidate {
    MAJORITY("majority", Method.MAJORITY),
    MACE("MACE", Method.MACE),
    POOLED("Dawid-Skene with the crowd's confusion as prior", Method.DAWID_SKENE),
    ORDINAL("the ordinal model", Method.ORDINAL);

    private final String text;
    private final Method method;

    Candidate(String text, Method method) {
      this.text = text;
      this.method = method;
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
    List<PairedScores> folds = new ArrayList<>();
    int held = 0;
    int[] places = CanonicalOrder.places(answers);
    int wanted = answers.size() < FEW_ANSWERS ? FOLDS : 1;
    for (int f = 0; f < wanted; f++) {
      HeldOutFold fold = HeldOutFold.of(answers, places, FOLDS, f);
      held += fold.size();
      if (fold.size() > 0) {
        folds.add(scores(fold));
      }
    }
    if (held == 0) {
      return Votes.majority(answers, options)
          .because("auto: no task has answers from two annotators, so nothing else can be learned");
    }
    PairedScores scores = PairedScores.together(folds);
    int best = scores.best();
    List<Candidate> kept = new ArrayList<>();
    for (int c = 0; c < candidates.size(); c++) {
      if (c == best || scores.behind(c, best) <= SURE) {
        kept.add(candidates.get(c));
      }
    }
    return average(candidates.get(best), kept).because(reason(best, kept, scores, held));
  }

  private PairedScores scores(HeldOutFold fold) {
    double[][] scores = new double[candidates.size()][];
    for (int c = 0; c < scores.length; c++) {
      ConfusionEm em = em(candidates.get(c), fold.rest());
      em.run(candidates.get(c).method);
      scores[c] = fold.scores(em);
    }
    return new PairedScores(scores);
  }

  /** The mean of the posteriors of those kept; the rest of the result is the best one's. */
  private InferredTruth average(Candidate best, List<Candidate> kept) {
    if (kept.equals(List.of(Candidate.MAJORITY))) {
      return Votes.majority(answers, options);
    }
    InferredTruth result = em(best, answers).run(best.method);
    if (kept.size() == 1) {
      return result;
    }
    int q = answers.nLabels();
    double[] mean = new double[answers.nTasks() * q];
    for (Candidate candidate : kept) {
      Posterior posterior =
          candidate == best
              ? result.posterior()
              : em(candidate, answers).run(candidate.method).posterior();
      for (int i = 0; i < mean.length; i++) {
        mean[i] += posterior.probability(i / q, i % q) / kept.size();
      }
    }
    Posterior posterior = new Posterior(mean, q);
    return new InferredTruth(
        best.method,
        result.why(),
        posterior,
        posterior.expectedAccuracy(answers),
        Doubles.NONE,
        result.convergence());
  }

  private ConfusionEm em(Candidate candidate, Answers from) {
    ConfusionModel model =
        switch (candidate) {
          case MAJORITY -> new SharedCoinModel(from);
          case MACE -> new MaceModel(from);
          case POOLED -> new PooledModel(from);
          case ORDINAL -> new OrdinalModel(from);
        };
    return new ConfusionEm(from, options, model);
  }

  private String reason(int best, List<Candidate> kept, PairedScores scores, int held) {
    List<String> parts = new ArrayList<>();
    for (int c = 0; c < candidates.size(); c++) {
      parts.add(
          String.format(Locale.ROOT, "%s %.3f", candidates.get(c).text, scores.sum(c) / held));
    }
    String others =
        kept.stream()
            .filter(candidate -> candidate != candidates.get(best))
            .map(candidate -> candidate.text)
            .collect(Collectors.joining(" and "));
    double active = Arrays.stream(answers.workerCounts()).filter(n -> n > 0).count();
    return String.format(
        Locale.ROOT,
        "auto: %s predicts held-out answers best (mean probability of %d answers: %s)%s, with %.1f"
            + " answers an annotator over %d labels",
        candidates.get(best).text,
        held,
        String.join(", ", parts),
        others.isEmpty() ? "" : ", not surely better than " + others + ", so they are averaged",
        answers.size() / active,
        answers.nLabels());
  }
}
