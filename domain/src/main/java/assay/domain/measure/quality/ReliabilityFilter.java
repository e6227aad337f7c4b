package assay.domain.measure.quality;

import assay.domain.measure.Answers;
import assay.domain.measure.Doubles;
import assay.domain.measure.inference.InferredTruth;
import assay.domain.measure.inference.Method;
import assay.domain.measure.inference.Options;
import assay.domain.measure.inference.TruthInference;
import java.util.Arrays;

/** Leaves out annotators below a reliability and infers the truth again from the others. */
public final class ReliabilityFilter {
  private ReliabilityFilter() {}

  /** The answers of annotators whose score reaches {@code least}. */
  public static Answers keep(Answers answers, Doubles scores, double least) {
    boolean[] tasks = new boolean[answers.nTasks()];
    Arrays.fill(tasks, true);
    boolean[] workers = new boolean[answers.nWorkers()];
    for (int w = 0; w < workers.length; w++) {
      workers[w] = scores.at(w) >= least;
    }
    return answers.filtered(tasks, workers);
  }

  /** The truth inferred without them; a task left with nobody has no label. */
  public static InferredTruth infer(
      Answers answers, Doubles scores, double least, Method method, Options options) {
    return TruthInference.infer(keep(answers, scores, least), method, options);
  }
}
