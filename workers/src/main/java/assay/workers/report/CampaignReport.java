package assay.workers.report;

import assay.activities.store.AnnotatorWork;
import assay.domain.measure.Estimate;
import assay.domain.measure.bias.JudgeBias;
import assay.domain.policy.CalibrationSnapshot;
import assay.domain.policy.JudgeQuality;
import assay.workers.control.CampaignStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What there is to say of a campaign; its JSON is {@code report --json}.
 *
 * @param quality of the judges together, null before two pairs have a verdict and people's label
 * @param calibrations all so far, by version
 * @param estimates figures of the whole campaign
 * @param notices what a reader should know of the figures
 */
public record CampaignReport(
    CampaignStatus status,
    @Nullable JudgeQuality quality,
    List<Judge> judges,
    List<CalibrationSnapshot> calibrations,
    List<Figure> estimates,
    List<AnnotatorWork.OfOne> annotators,
    List<String> notices) {

  /** One judge and what it follows besides quality. */
  public record Judge(String name, JudgeBias bias) {}

  /**
   * A figure of the whole campaign, by people alone and with the judges' verdicts.
   *
   * @param pairs it is about
   * @param labelled of those, pairs with people's label
   * @param people by people's labels alone, each weighted by how likely it was to be asked for
   * @param powered the same with the verdicts of all pairs (PPI++)
   */
  public record Figure(String what, int pairs, int labelled, Estimate people, Estimate powered) {}
}
