package assay.domain.policy;

import assay.domain.PreferenceLabel;
import assay.domain.Verdict;
import assay.domain.judge.Panel;
import assay.domain.measure.calibration.Calibrator;

/**
 * What is known of the judges at one time: how their verdicts become a probability, and which
 * probability is enough.
 *
 * <p>It is stored before anything is decided by it, and lies in the history of each batch that it
 * decides.
 *
 * @param version from 1
 * @param from the batch that its epoch began with, 1 unless a judge has changed since
 * @param through the batches {@code from} to this one are what it rests on
 * @param pairs with a verdict and people's label among them
 * @param panel how several judges' verdicts become one
 * @param calibrator from the raw confidence to the probability that people agree on the direction
 * @param accept the least probability that is accepted, in millionths; above a million nothing is
 * @param checks what spot checks had shown of the labels accepted until then
 * @param alarm why the threshold rose or the campaign is to pause, empty when neither
 * @param digest SHA-256 of the evidence it was fitted to
 */
public record CalibrationSnapshot(
    int version,
    int from,
    int through,
    int pairs,
    Panel panel,
    Calibrator calibrator,
    int accept,
    SpotChecks checks,
    String alarm,
    String digest) {
  static final int MILLION = 1_000_000;

  public CalibrationSnapshot {
    // Those of versions without canaries rest on all batches.
    from = Math.max(1, from);
  }

  /** The probability in millionths that people agree with a verdict; 0 without one. */
  public int probability(Verdict verdict) {
    return verdict.label() == null
        ? 0
        : (int)
            StrictMath.round(
                MILLION * calibrator.probability(verdict.confidence() / (double) MILLION));
  }

  /** The verdict with the calibrated probability in place of the raw confidence. */
  public Verdict calibrated(Verdict verdict) {
    PreferenceLabel label = verdict.label();
    return label == null
        ? verdict
        : new Verdict(verdict.outcome(), label, probability(verdict), verdict.margin());
  }

  public boolean accepts(Verdict verdict) {
    return verdict.label() != null && probability(verdict) >= accept;
  }
}
