package assay.domain.measure.inference;

import assay.domain.measure.Answers;
import assay.domain.measure.Doubles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Chooses a method by what the data can identify, never by the truth.
 *
 * <p>Each candidate is fitted without some of the tasks, and then foretells each answer to them
 * from what others said. The one that does it best is used, together with what the data cannot tell
 * from it: posteriors are averaged, each weighted by exp(-z²/2), where z is by how many standard
 * errors it foretells worse. Few labels a worker make free confusion matrices foretell badly, so
 * methods that know less of each worker win there.
 */
final class AutoChoice {
  /** Below this many answers every fold is tried, above it one is evidence enough. */
  private static final int FEW_ANSWERS = 100_000;

  private static final int FOLDS = 5;

  /** A candidate of less weight is out: three standard errors behind. */
  private static final double LEAST_WEIGHT = 0.01;

  private enum Candidate {
    MAJORITY("majority", Method.MAJORITY),
    DAWID_SKENE("Dawid-Skene", Method.DAWID_SKENE),
    ONE_COIN("one-coin", Method.ONE_COIN),
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
            : List.of(Candidate.values()).subList(0, Candidate.ORDINAL.ordinal());
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
    Map<Candidate, Double> weights = new EnumMap<>(Candidate.class);
    for (int c = 0; c < candidates.size(); c++) {
      double behind = scores.behind(c, best);
      double weight = StrictMath.exp(-behind * behind / 2);
      if (weight >= LEAST_WEIGHT) {
        weights.put(candidates.get(c), weight);
      }
    }
    return average(candidates.get(best), weights)
        .because(reason(best, List.copyOf(weights.keySet()), scores, held));
  }

  private PairedScores scores(HeldOutFold fold) {
    SharedCoinModel crowd = new SharedCoinModel(fold.rest());
    double[][] scores = new double[candidates.size()][];
    for (int c = 0; c < scores.length; c++) {
      Candidate candidate = candidates.get(c);
      ConfusionModel model =
          candidate == Candidate.MAJORITY ? crowd : model(candidate, fold.rest());
      ConfusionEm em = new ConfusionEm(fold.rest(), options, model);
      em.run(candidate.method);
      scores[c] = fold.scores(em, StrictMath.max(0, crowd.knowing()));
    }
    return new PairedScores(scores);
  }

  /** The weighted mean of posteriors; the rest of the result is the best one's. */
  private InferredTruth average(Candidate best, Map<Candidate, Double> weights) {
    if (weights.keySet().equals(Set.of(Candidate.MAJORITY))) {
      return Votes.majority(answers, options);
    }
    InferredTruth result = fit(best);
    if (weights.size() == 1) {
      return result;
    }
    double all = weights.values().stream().mapToDouble(weight -> weight).sum();
    int q = answers.nLabels();
    double[] mean = new double[answers.nTasks() * q];
    weights.forEach(
        (candidate, weight) -> {
          Posterior posterior = candidate == best ? result.posterior() : fit(candidate).posterior();
          for (int i = 0; i < mean.length; i++) {
            mean[i] += weight / all * posterior.probability(i / q, i % q);
          }
        });
    Posterior posterior = new Posterior(mean, q);
    return new InferredTruth(
        best.method,
        result.why(),
        posterior,
        posterior.expectedAccuracy(answers),
        Doubles.NONE,
        result.convergence());
  }

  private InferredTruth fit(Candidate candidate) {
    return new ConfusionEm(answers, options, model(candidate, answers)).run(candidate.method);
  }

  private ConfusionModel model(Candidate candidate, Answers from) {
    return switch (candidate) {
      case MAJORITY -> new SharedCoinModel(from);
      case DAWID_SKENE -> new DawidSkeneModel(from, options);
      case ONE_COIN -> new CrowdCoinModel(from);
      case MACE -> new MaceModel(from);
      case POOLED -> new PooledModel(from);
      case ORDINAL -> new OrdinalModel(from);
    };
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
            .collect(Collectors.joining(" or "));
    double active = Arrays.stream(answers.workerCounts()).filter(n -> n > 0).count();
    return String.format(
        Locale.ROOT,
        "auto: %s predicts held-out answers best (mean log-probability of %d answers: %s)%s, with %.1f"
            + " answers an annotator over %d labels",
        candidates.get(best).text,
        held,
        String.join(", ", parts),
        others.isEmpty() ? "" : ", not surely better than " + others + ", so they are averaged",
        answers.size() / active,
        answers.nLabels());
  }
}
