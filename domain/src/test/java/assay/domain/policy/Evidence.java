package assay.domain.policy;

import assay.domain.Answer;
import assay.domain.Judgment;
import assay.domain.PreferenceLabel;
import assay.domain.Stage;
import assay.domain.spec.CampaignSpec;
import assay.domain.spec.InvalidInput;
import assay.domain.spec.SpecReader;
import java.util.ArrayList;
import java.util.List;

/** Judgments and specs, written shortly. */
final class Evidence {
  private Evidence() {}

  static CampaignSpec spec(String yaml) {
    try {
      return SpecReader.read("spec.yaml", "campaign: test\ninput: {pairs: p.jsonl}\n" + yaml)
          .spec();
    } catch (InvalidInput e) {
      throw new IllegalArgumentException(e);
    }
  }

  static Judgment judgment(int pair, Stage stage, int annotator, String label, long lease) {
    return new Judgment(
        pair,
        stage,
        annotator,
        new Answer.Preference(PreferenceLabel.of(label)),
        200,
        false,
        lease);
  }

  /** One review judgment of pair 0 a label, by annotators 1, 2, 3… */
  static List<Judgment> review(String... labels) {
    List<Judgment> judgments = new ArrayList<>();
    for (String label : labels) {
      int n = judgments.size() + 1;
      judgments.add(judgment(0, Stage.REVIEW, n, label, n));
    }
    return judgments;
  }
}
