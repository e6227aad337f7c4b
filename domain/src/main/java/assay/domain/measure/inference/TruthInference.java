package assay.domain.measure.inference;

import assay.domain.measure.Answers;
import assay.domain.measure.Ints;

/** One label per task from several fallible annotators, people or AI judges alike. */
public final class TruthInference {
  /** Raised whenever a method would give other labels or probabilities for the same answers. */
  public static final int VERSION = 3;

  private TruthInference() {}

  /**
   * The posterior of every task, and the quality of every annotator, by one method.
   *
   * <p>The result depends only on its arguments: not on the order in which answers arrived, the
   * names of tasks and workers, or the machine.
   *
   * @throws IllegalArgumentException when gold or weights do not have one entry a task or worker,
   *     or name a label that is not declared
   */
  public static InferredTruth infer(Answers answers, Method method, Options options) {
    requireFitting(answers, options);
    return switch (method) {
      case MAJORITY -> Votes.majority(answers, options);
      case WEIGHTED -> Votes.weighted(answers, options);
      case DAWID_SKENE -> em(method, answers, options, new DawidSkeneModel(answers, options));
      case ONE_COIN -> em(method, answers, options, new OneCoinModel(answers, options));
      case MACE -> em(method, answers, options, new MaceModel(answers));
      case ORDINAL -> em(method, answers, options, new OrdinalModel(answers));
      case GLAD -> new Glad(answers, options).run();
      case AUTO -> AutoChoice.infer(answers, options);
    };
  }

  private static InferredTruth em(
      Method method, Answers answers, Options options, ConfusionModel model) {
    return new ConfusionEm(answers, options, model).run(method);
  }

  private static void requireFitting(Answers answers, Options options) {
    if (answers.nLabels() < 1) {
      throw new IllegalArgumentException("at least one label must be declared");
    }
    Ints gold = options.gold();
    if (!gold.isEmpty() && gold.size() != answers.nTasks()) {
      throw new IllegalArgumentException(
          "%d gold entries for %d tasks".formatted(gold.size(), answers.nTasks()));
    }
    for (int t = 0; t < gold.size(); t++) {
      if (gold.at(t) < Options.UNKNOWN || gold.at(t) >= answers.nLabels()) {
        throw new IllegalArgumentException(
            "task %d: gold label %d is not in 0..%d"
                .formatted(t, gold.at(t), answers.nLabels() - 1));
      }
    }
    int weights = options.workerWeights().size();
    if (weights != 0 && weights != answers.nWorkers()) {
      throw new IllegalArgumentException(
          "%d weights for %d workers".formatted(weights, answers.nWorkers()));
    }
  }
}
