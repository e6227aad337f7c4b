package assay.domain.policy;

import assay.domain.Answer;
import assay.domain.Judgment;
import assay.domain.PairwiseComparison;
import assay.domain.PreferenceLabel;
import assay.domain.Scale;
import assay.domain.Stage;
import assay.domain.spec.CampaignSpec;
import assay.domain.spec.InvalidInput;
import assay.domain.spec.SpecReader;
import java.util.ArrayList;
import java.util.List;

/** Judgments and specs, written shortly. */
final class Evidence {
  static final PairwiseComparison FIVE = new PairwiseComparison(Scale.FIVE);
  static final PairwiseComparison THREE = new PairwiseComparison(Scale.THREE);

  private Evidence() {}

  static Answer preference(String label) {
    return new Answer.Preference(PreferenceLabel.of(label));
  }

  static CampaignSpec spec(String yaml) {
    try {
      return SpecReader.read("spec.yaml", "campaign: test\ninput: {pairs: p.jsonl}\n" + yaml)
          .spec();
    } catch (InvalidInput e) {
      throw new IllegalArgumentException(e);
    }
  }

  static Judgment judgment(int pair, Stage stage, int annotator, String label, long lease) {
    return new Judgment(pair, stage, annotator, preference(label), 200, false, lease);
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
