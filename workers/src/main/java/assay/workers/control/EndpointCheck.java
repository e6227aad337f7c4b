package assay.workers.control;

import assay.domain.spec.CampaignSpec;
import java.util.Optional;

/** Tells whether a model can be reached, before a campaign relies on it. */
@FunctionalInterface
public interface EndpointCheck {
  /**
   * @param field where the model stands in the spec, such as {@code models.small}
   * @return what is wrong, beginning with the field; empty when nothing is
   */
  Optional<String> check(String field, CampaignSpec.Model model);
}
