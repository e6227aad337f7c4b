package assay.workers.control;

import assay.domain.spec.CampaignSpec;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * For campaigns that are started over REST: their specs may only name those of this process's
 * environment variables that whoever runs it has released, so that no manager can have another one
 * sent to an address of their own.
 */
public record ReleasedKeys(Set<String> names, EndpointCheck reachable) implements EndpointCheck {
  public static final String VARIABLE = "ASSAY_RELEASED_KEYS";

  public ReleasedKeys {
    names = Set.copyOf(names);
  }

  /**
   * @param written names with commas between them, null for none
   */
  public static ReleasedKeys of(@Nullable String written, EndpointCheck reachable) {
    return new ReleasedKeys(
        Arrays.stream((written == null ? "" : written).split(",", -1))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .collect(Collectors.toUnmodifiableSet()),
        reachable);
  }

  @Override
  public Optional<String> check(String field, CampaignSpec.Model model) {
    String name = model.apiKeyEnv();
    return name.isBlank() || names.contains(name)
        ? reachable.check(field, model)
        : Optional.of(
            "%s.api_key_env: %s is not released to campaigns that are started over REST; start it with ./assay campaign start, or name it in %s where the desk runs"
                .formatted(field, name, VARIABLE));
  }
}
