package assay.domain.measure.inference;

import assay.domain.measure.Answers;

/**
 * What {@link Crowdlab} gives its sources, measured on tasks with several answers against a
 * consensus: 1 for never wrong, 0 for no better than always naming the commonest label.
 *
 * @param model the model's weight, grown by the root of the answers a task
 * @param annotators each annotator's weight
 * @param likelihood the probability that an answer is the consensus
 */
record CrowdlabWeights(double model, double[] annotators, double likelihood) {

  static CrowdlabWeights of(
      Answers answers, double[] model, double[] agreement, int[] consensus, double least) {
    int q = answers.nLabels();
    double answersEqual = 0;
    int wrong = 0;
    int compared = 0;
    int answered = 0;
    int[] common = new int[q];
    for (int t = 0; t < answers.nTasks(); t++) {
      int given = answers.start(t + 1) - answers.start(t);
      answered += given > 0 ? 1 : 0;
      if (given < 2 || consensus[t] == Posterior.NO_LABEL) {
        continue;
      }
      compared++;
      common[consensus[t]]++;
      wrong += choice(model, t, q) == consensus[t] ? 0 : 1;
      answersEqual += shareOf(consensus[t], answers, t);
    }
    int commonest = 0;
    for (int n : common) {
      commonest = StrictMath.max(commonest, n);
    }
    double guessing = StrictMath.max(least, (double) (compared - commonest) / compared);
    double[] annotators = new double[agreement.length];
    for (int w = 0; w < annotators.length; w++) {
      annotators[w] = StrictMath.max(least, 1 - (1 - agreement[w]) / guessing);
    }
    double modelError = (double) wrong / compared;
    double perTask = (double) answers.size() / answered;
    return new CrowdlabWeights(
        StrictMath.max(least, 1 - modelError / guessing) * StrictMath.sqrt(perTask),
        annotators,
        answersEqual / compared);
  }

  /** The weighted mean of the model's probabilities and what each answer makes likely. */
  Posterior posterior(Answers answers, double[] ofModel) {
    int q = answers.nLabels();
    double other = (1 - likelihood) / StrictMath.max(1, q - 1);
    double[] posterior = new double[ofModel.length];
    for (int t = 0; t < answers.nTasks(); t++) {
      double total = model;
      for (int k = 0; k < q; k++) {
        posterior[t * q + k] = model * ofModel[t * q + k];
      }
      for (int i = answers.start(t); i < answers.start(t + 1); i++) {
        double weight = annotators[answers.worker(i)];
        total += weight;
        for (int k = 0; k < q; k++) {
          posterior[t * q + k] += weight * (k == answers.label(i) ? likelihood : other);
        }
      }
      for (int k = 0; k < q; k++) {
        posterior[t * q + k] /= total;
      }
    }
    return new Posterior(posterior, q);
  }

  private static int choice(double[] model, int t, int q) {
    int choice = 0;
    for (int k = 1; k < q; k++) {
      choice = model[t * q + k] > model[t * q + choice] ? k : choice;
    }
    return choice;
  }

  private static double shareOf(int label, Answers answers, int t) {
    int equal = 0;
    for (int i = answers.start(t); i < answers.start(t + 1); i++) {
      equal += answers.label(i) == label ? 1 : 0;
    }
    return (double) equal / (answers.start(t + 1) - answers.start(t));
  }
}
