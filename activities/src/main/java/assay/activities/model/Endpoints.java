package assay.activities.model;

import assay.domain.spec.CampaignSpec;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Tells before a campaign starts whether a model can be reached with the key there is. */
public final class Endpoints {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final OkHttpClient http =
      ChatClient.http().callTimeout(PATIENCE).connectTimeout(PATIENCE).build();
  private final Secrets secrets;

  public Endpoints() {
    this(System::getenv);
  }

  public Endpoints(Function<String, @Nullable String> environment) {
    this.secrets = new Secrets(environment);
  }

  /**
   * Asks {@code GET url/models}; any answer but 401 and 403 will do.
   *
   * @param name the model's name in the spec
   * @return what is wrong, where, and what to do; empty when nothing is
   */
  public Optional<String> check(String name, CampaignSpec.Model endpoint) {
    String field = "models." + name;
    @Nullable String key;
    try {
      key = secrets.key(endpoint);
    } catch (Secrets.Unset e) {
      return Optional.of(field + ".api_key_env: " + e.getMessage());
    }
    Request.Builder get = new Request.Builder().url(endpoint.url() + "/models");
    ChatWire.of(endpoint.api()).headers(key).forEach(get::header);
    try (Response response = http.newCall(get.build()).execute()) {
      if (response.code() != 401 && response.code() != 403) {
        return Optional.empty();
      }
      return Optional.of(
          field
              + (".url: "
                  + endpoint.url()
                  + " refuses access with status "
                  + response.code()
                  + "; ")
              + (key == null
                  ? "name the environment variable that holds its key as " + field + ".api_key_env"
                  : "check the key in the environment variable " + endpoint.apiKeyEnv()));
    } catch (IOException e) {
      return Optional.of(
          field
              + (".url: no model server answers at " + endpoint.url())
              + (" (" + ChatClient.reason(e, PATIENCE) + ")")
              + "; start the server or correct the address");
    }
  }
}
