package assay.workers.report;

import assay.domain.policy.JudgeQuality;
import assay.domain.policy.SpotChecks;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How good the judges are: against people's labels, and by the checks of what they decided. */
final class JudgesSection {
  private JudgesSection() {}

  static String of(CampaignReport report) {
    StringBuilder all = new StringBuilder();
    for (CampaignReport.Version version : report.versions()) {
      if (report.versions().size() > 1) {
        Integer through = version.through();
        all.append("<h3>Batches ").append(version.from());
        all.append(through == null ? " and later" : " to " + through).append("</h3>\n");
      }
      all.append(quality(version.quality()));
    }
    return all.append(checks(report.spotChecks())).toString();
  }

  private static String quality(@Nullable JudgeQuality quality) {
    if (quality == null) {
      return "<p>No two pairs have a verdict and people's label yet.</p>\n";
    }
    List<List<String>> rows = new ArrayList<>();
    for (JudgeQuality.Accepting each : quality.accepting()) {
      rows.add(
          List.of(
              String.format(Locale.ROOT, "%.2f", each.threshold()),
              Html.percent(each.accepted()),
              Html.percent(each.agreement())));
    }
    return """
    <p>People agree with the judges on the side of %s of pairs, by %s labelled ones.
    The expected calibration error is <b>%.3f</b> before calibration and <b>%.3f</b> after it, each pair by a
    curve that has not seen it; probabilities that are exactly right would show %.3f on these pairs, by chance.</p>
    <div class="two"><figure>%s<figcaption><span class="dot raw"></span>raw confidence
    <span class="dot calibrated"></span>calibrated probability. On the line, what was promised was kept; larger dots
    hold more pairs.</figcaption></figure>
    <div>%s</div></div>
    """
        .formatted(
            Html.inWords(quality.agreement()),
            Html.count(quality.labelled()),
            quality.rawError(),
            quality.calibratedError(),
            quality.chanceError(),
            ReliabilityDiagram.of(quality.raw(), quality.calibrated()),
            Html.table(List.of("Accepted from", "Pairs accepted", "People agree"), rows));
  }

  private static String checks(SpotChecks checks) {
    return checks.seen() == 0
        ? ""
        : "<p>Spot checks found an error in %s of %s labels that the judges had decided: %s.</p>\n"
            .formatted(
                Html.count(checks.wrong()),
                Html.count(checks.seen()),
                Html.inWords(checks.error()));
  }
}
