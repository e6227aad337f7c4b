package assay.workers.report;

import assay.activities.store.AnnotatorWork;
import assay.domain.measure.Estimate;
import assay.domain.measure.bias.JudgeBias;
import assay.domain.policy.CalibrationSnapshot;
import assay.domain.policy.JudgeQuality;
import assay.domain.policy.SpotChecks;
import assay.workers.control.CampaignStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What there is to say of a campaign; its JSON is {@code report --json}.
 *
 * @param versions of the judges, whose quality differs; more than one once a change was noticed
 * @param calibrations all so far, by version
 * @param spotChecks what they found of labels that the judges had decided
 * @param estimates figures of the whole campaign
 * @param notices what a reader should know of the figures
 */
public record CampaignReport(
    CampaignStatus status,
    List<Version> versions,
    List<Judge> judges,
    List<CalibrationSnapshot> calibrations,
    SpotChecks spotChecks,
    List<Figure> estimates,
    List<AnnotatorWork.OfOne> annotators,
    List<String> notices) {

  /**
   * The judges as they were while some batches were judged.
   *
   * @param through the last of these batches, null when there are more to come
   * @param quality of the judges together, null before two pairs have a verdict and people's label
   */
  public record Version(int from, @Nullable Integer through, @Nullable JudgeQuality quality) {}

  /** One judge and what it follows besides quality. */
  public record Judge(String name, Answers answers, JudgeBias bias) {}

  /**
   * How usable one judge's answers were.
   *
   * @param stored all that came, those to reminders included
   * @param unreadable of those, answers that held no verdict
   * @param unparsable settled pairs without its verdict because answers held none
   * @param unreachable settled pairs without its verdict because its model did not answer
   */
  public record Answers(int stored, int unreadable, int unparsable, int unreachable) {}

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
