package assay.workers.control;

import static org.assertj.core.api.Assertions.assertThat;

import assay.domain.spec.CampaignSpec;
import assay.domain.spec.InvalidInput;
import assay.domain.spec.SpecReader;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReleasedKeysTest {
  private static final String REFUSED =
      "models.m.api_key_env: DESK_SECRET is not released to campaigns that are started over REST;"
          + " start it with ./assay campaign start, or name it in ASSAY_RELEASED_KEYS where the desk"
          + " runs";

  @Test
  void onlyReleasedVariablesAreSentAnywhere() throws InvalidInput {
    ReleasedKeys none = ReleasedKeys.of(null, (field, model) -> Optional.of("asked"));
    ReleasedKeys some =
        ReleasedKeys.of("OTHER_KEY, DESK_SECRET", (field, model) -> Optional.of("asked"));

    assertThat(none.check("models.m", model("DESK_SECRET"))).contains(REFUSED);
    assertThat(some.check("models.m", model("DESK_SECRET"))).contains("asked");
    assertThat(some.check("models.m", model("DESK_SECRET2")))
        .isPresent()
        .get()
        .isNotEqualTo("asked");
    assertThat(none.check("models.m", model(""))).contains("asked");
  }

  private static CampaignSpec.Model model(String key) throws InvalidInput {
    return SpecReader.read(
            "spec.yaml",
            "campaign: c\ninput: {pairs: p.jsonl}\nprelabel: {judges: [m]}\nmodels: {m: {url:"
                + " 'http://h/v1', api_key_env: '"
                + key
                + "'}}\n")
        .spec()
        .model("m");
  }
}
