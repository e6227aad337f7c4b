package assay.domain.measure.inference;

import assay.domain.measure.Answers;
import assay.domain.measure.Doubles;
import assay.domain.measure.Ints;
import assay.domain.measure.agreement.Breakdown;
import java.util.Arrays;
import java.util.List;

/**
 * Labels from annotators and one model's probabilities, each weighted by how far it beats guessing.
 *
 * <p>Goh, Tkachenko and Mueller, CROWDLAB (2022), sections 3 and 4. It is made for few answers a
 * task, where confusion matrices cannot be identified but a judge has seen every task.
 *
 * @param posterior the weighted mean of answers and model; the model's own for a task without
 *     answers
 * @param majority the most given label; ties go to the model's choice among them, then to the rarer
 *     label, else {@link Posterior#NO_LABEL}
 * @param consensus the most probable label; a tie goes to the majority
 * @param modelWeight the weight of the model
 * @param annotatorWeights the weight of each annotator
 * @param annotatorQuality each annotator's share of agreement with the consensus, and with the
 *     posterior as far as the model counts; NaN without answers
 */
public record Crowdlab(
    Posterior posterior,
    Ints majority,
    Ints consensus,
    double modelWeight,
    Doubles annotatorWeights,
    Doubles annotatorQuality) {
  /** No weight falls below this. */
  private static final double LEAST = 1e-6;

  /**
   * Weighs answers and model.
   *
   * @param model the probability of label k for task t at {@code t * nLabels + k}; if it has
   *     several equally probable labels, the first counts as its choice
   * @throws IllegalArgumentException when the model's probabilities do not fit, or no task has two
   *     answers, so that no annotator can be compared
   */
  public static Crowdlab of(Answers answers, double[] model) {
    if (model.length != answers.nTasks() * answers.nLabels()) {
      throw new IllegalArgumentException(
          "%d probabilities for %d tasks of %d labels"
              .formatted(model.length, answers.nTasks(), answers.nLabels()));
    }
    double[] annotators = agreementWithOthers(answers);
    int[] majority = majority(answers, model);
    CrowdlabWeights first = CrowdlabWeights.of(answers, model, annotators, majority, LEAST);
    Posterior posterior = first.posterior(answers, model);
    int[] consensus = consensus(posterior, majority);
    CrowdlabWeights weights = CrowdlabWeights.of(answers, model, annotators, consensus, LEAST);
    posterior = weights.posterior(answers, model);
    return new Crowdlab(
        posterior,
        Ints.owned(majority),
        Ints.owned(consensus),
        weights.model(),
        Doubles.of(weights.annotators()),
        quality(answers, posterior, consensus, weights));
  }

  /** The probability that the consensus of task {@code t} is right; 0 when there is none. */
  public double confidence(int t) {
    int label = consensus.at(t);
    return label == Posterior.NO_LABEL ? 0 : posterior.probability(t, label);
  }

  /**
   * How little another answer to each task would teach: the lowest should be asked next.
   *
   * <p>Goh and Mueller, ActiveLab (2023), equation 3: the confidence, drawn towards chance by one
   * more average annotator.
   */
  public Doubles activeLearningScores(Answers answers) {
    double average = Arrays.stream(annotatorWeights.toArray()).average().orElse(0);
    double[] scores = new double[answers.nTasks()];
    for (int t = 0; t < scores.length; t++) {
      double weight = modelWeight;
      for (int i = answers.start(t); i < answers.start(t + 1); i++) {
        weight += annotatorWeights.at(answers.worker(i));
      }
      scores[t] = (weight * confidence(t) + average / answers.nLabels()) / (weight + average);
    }
    return Doubles.owned(scores);
  }

  /** Each annotator's share of others' answers that agree; of one never compared, the mean. */
  private static double[] agreementWithOthers(Answers answers) {
    List<Breakdown.Part> parts = Breakdown.byWorker(answers);
    double mean =
        parts.stream()
            .filter(part -> part.pairs() > 0)
            .mapToDouble(Breakdown.Part::agreement)
            .average()
            .orElseThrow(
                () -> new IllegalArgumentException("no task has answers from two annotators"));
    return parts.stream().mapToDouble(p -> p.pairs() > 0 ? p.agreement() : mean).toArray();
  }

  private static int[] majority(Answers answers, double[] model) {
    int q = answers.nLabels();
    int[] given = answers.labelCounts();
    int[] majority = new int[answers.nTasks()];
    for (int t = 0; t < majority.length; t++) {
      double[] votes = new double[q];
      for (int i = answers.start(t); i < answers.start(t + 1); i++) {
        votes[answers.label(i)]++;
      }
      boolean[] left = new boolean[q];
      Arrays.fill(left, true);
      keepLargest(left, votes);
      keepLargest(left, Arrays.copyOfRange(model, t * q, (t + 1) * q));
      keepLargest(left, Arrays.stream(given).mapToDouble(n -> -n).toArray());
      majority[t] = only(left);
    }
    return majority;
  }

  private static void keepLargest(boolean[] left, double[] by) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < by.length; k++) {
      largest = left[k] ? StrictMath.max(largest, by[k]) : largest;
    }
    for (int k = 0; k < by.length; k++) {
      left[k] &= by[k] == largest;
    }
  }

  private static int only(boolean[] left) {
    int found = Posterior.NO_LABEL;
    for (int k = 0; k < left.length; k++) {
      if (left[k] && found != Posterior.NO_LABEL) {
        return Posterior.NO_LABEL;
      }
      found = left[k] ? k : found;
    }
    return found;
  }

  private static int[] consensus(Posterior posterior, int[] majority) {
    int[] consensus = new int[majority.length];
    for (int t = 0; t < consensus.length; t++) {
      int label = posterior.label(t);
      consensus[t] = label == Posterior.NO_LABEL ? majority[t] : label;
    }
    return consensus;
  }

  private static Doubles quality(
      Answers answers, Posterior posterior, int[] consensus, CrowdlabWeights weights) {
    double[] probability = posterior.expectedAccuracy(answers).toArray();
    int[] equal = new int[answers.nWorkers()];
    int[] compared = new int[answers.nWorkers()];
    int answered = 0;
    for (int t = 0; t < answers.nTasks(); t++) {
      int given = answers.start(t + 1) - answers.start(t);
      answered += given > 0 ? 1 : 0;
      for (int i = answers.start(t); i < answers.start(t + 1) && given > 1; i++) {
        compared[answers.worker(i)]++;
        equal[answers.worker(i)] += answers.label(i) == consensus[t] ? 1 : 0;
      }
    }
    double people =
        Arrays.stream(weights.annotators()).sum() * answers.size() / answered / answers.nWorkers();
    double share = weights.model() / (weights.model() + people);
    double[] quality = new double[answers.nWorkers()];
    for (int w = 0; w < quality.length; w++) {
      double agreement = (double) equal[w] / compared[w];
      quality[w] = share * probability[w] + (1 - share) * agreement;
    }
    return Doubles.owned(quality);
  }
}
