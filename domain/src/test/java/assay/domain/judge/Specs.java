package assay.domain.judge;

import assay.domain.Pair;
import assay.domain.Prompt;
import assay.domain.spec.CampaignSpec;
import assay.domain.spec.InvalidInput;
import assay.domain.spec.SpecReader;

/** Specs and pairs for these tests, read the way a manager's are. */
final class Specs {
  private Specs() {}

  static CampaignSpec of(String more) {
    return of("models: {j: {url: 'http://127.0.0.1:1/v1'}}\n", more);
  }

  static CampaignSpec of(String models, String more) {
    try {
      return SpecReader.read(
              "spec.yaml", "campaign: test\ninput: {pairs: pairs.jsonl}\n" + models + more)
          .spec();
    } catch (InvalidInput e) {
      throw new IllegalArgumentException(e);
    }
  }

  static Pair pair(String prompt, String a, String b) {
    return new Pair(0, "p", Prompt.ofText(prompt), a, b, null, 0, null, null);
  }
}
