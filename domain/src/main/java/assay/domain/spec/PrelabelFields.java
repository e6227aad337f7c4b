package assay.domain.spec;

import java.util.List;
import java.util.Map;

/** The field {@code prelabel}: the judges, and when they are believed. */
final class PrelabelFields {
  private PrelabelFields() {}

  static CampaignSpec.Prelabel read(
      SpecNode root, Map<String, CampaignSpec.Model> models, List<String> notices) {
    SpecNode node = root.child("prelabel");
    List<String> judges = node.texts("judges");
    judges.forEach(m -> ModelFields.require(node, "judges", m, models));
    if (judges.size() > 1) {
      node.problem("judges", "a panel of several judges is not available yet; name one");
    }
    boolean calibrationWritten = node.has("calibration");
    node.notYet("calibration", "calibration of the judge", "none");
    if (!judges.isEmpty() && !calibrationWritten) {
      notices.add(
          "prelabel.calibration: not available yet; accept_confidence is compared with the judge's"
              + " raw confidence");
    }
    CampaignSpec.Prelabel prelabel =
        new CampaignSpec.Prelabel(
            judges,
            node.texts("principles"),
            node.number("temperature", 0.1, 0, 2),
            node.integer("max_tokens", 500, 1, 1_000_000),
            node.flag("swap_positions", true),
            node.number("accept_confidence", 0.9, 0, 1),
            node.number("spot_check", 0.05, 0, 1),
            node.integer("samples", 1, 1, 50),
            node.flag("dimensions", false));
    node.rejectUnknown();
    return prelabel;
  }
}
