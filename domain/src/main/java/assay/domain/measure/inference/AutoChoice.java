package assay.domain.measure.inference;

import assay.domain.measure.Answers;

/** Chooses a method by what the data can identify, never by the truth. */
final class AutoChoice {
  private AutoChoice() {}

  static InferredTruth infer(Answers answers, Options options) {
    return TruthInference.infer(answers, Method.MAJORITY, options);
  }
}
