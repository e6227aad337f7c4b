package assay.domain.spec;

import java.util.List;
import java.util.Map;

/** The field {@code prelabel}: the judges, and when they are believed. */
final class PrelabelFields {
  private PrelabelFields() {}

  static CampaignSpec.Prelabel read(SpecNode root, Map<String, CampaignSpec.Model> models) {
    SpecNode node = root.child("prelabel");
    List<String> judges = node.texts("judges");
    judges.forEach(m -> ModelFields.require(node, "judges", m, models));
    for (int i = 0; i < judges.size(); i++) {
      if (judges.indexOf(judges.get(i)) < i) {
        node.problem(
            "judges", "names '" + judges.get(i) + "' twice; a panel needs different models");
      }
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
            node.flag("dimensions", false),
            calibration(node),
            canary(node));
    node.rejectUnknown();
    return prelabel;
  }

  private static CampaignSpec.Canary canary(SpecNode node) {
    CampaignSpec.Canary canary =
        new CampaignSpec.Canary(
            node.integer("canary", 0, 0, 1000), node.integer("canary_every", 10, 1, 1_000_000));
    int least = CampaignSpec.Canary.LEAST_QUESTIONS;
    if (canary.questions() > 0 && canary.questions() < least) {
      node.problem(
          "canary",
          "must be 0 (off) or at least %d questions, not %d; so few could never show a change"
              .formatted(least, canary.questions()));
    }
    return canary;
  }

  private static CampaignSpec.Calibration calibration(SpecNode node) {
    CampaignSpec.Calibration calibration =
        new CampaignSpec.Calibration(
            node.choice(
                "calibration",
                CampaignSpec.CalibrationMethod.class,
                CampaignSpec.CalibrationMethod.AUTO),
            node.integer("calibration_pairs", 200, 10, 1_000_000),
            node.number("max_error", 0, 0, 1),
            node.choice("on_error", CampaignSpec.OnError.class, CampaignSpec.OnError.RAISE));
    if (calibration.maxError() > 0 && calibration.method() == CampaignSpec.CalibrationMethod.NONE) {
      node.problem(
          "max_error", "needs a calibration, whose threshold it holds; leave it out or write 0");
    }
    return calibration;
  }
}
