package assay.workers.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.activities.store.CannotStart;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OidcSettingsTest {
  private static final Map<String, String> LEAST =
      Map.of("ASSAY_OIDC_ISSUER", " https://id.example.org/x/ ", "ASSAY_OIDC_CLIENT_ID", "assay");

  private static OidcSettings with(String variable, String value) {
    Map<String, String> environment = new HashMap<>(LEAST);
    environment.put(variable, value);
    return OidcSettings.of(environment).orElseThrow();
  }

  @Test
  void twoVariablesAreEnough() {
    assertThat(OidcSettings.of(LEAST))
        .contains(
            new OidcSettings(
                URI.create("https://id.example.org/x/"),
                "assay",
                null,
                "email",
                "id.example.org",
                null));
  }

  @Test
  void nothingSetIsNoProvider() {
    assertThat(OidcSettings.of(Map.of())).isEmpty();
    assertThat(OidcSettings.of(Map.of("ASSAY_OIDC_ISSUER", " ", "ASSAY_OIDC_CLIENT_ID", "")))
        .as("as a compose file passes what is not set")
        .isEmpty();
  }

  @Test
  void theSecretIsNotShown() {
    assertThat(with("ASSAY_OIDC_CLIENT_SECRET", "hush").clientSecret()).isEqualTo("hush");
    assertThat(with("ASSAY_OIDC_CLIENT_SECRET", "hush"))
        .hasToString("https://id.example.org/x/ as assay");
  }

  @Test
  void plainHttpIsForThisMachine() {
    assertThat(with("ASSAY_OIDC_ISSUER", "http://[::1]:80").issuer().getHost()).isEqualTo("[::1]");
    for (String wrong :
        new String[] {
          "http://id.example.org", "id.example.org", "https://", "https://a b", "https://a?b"
        }) {
      assertThatThrownBy(() -> with("ASSAY_OIDC_ISSUER", wrong))
          .isInstanceOf(CannotStart.class)
          .hasMessage(
              "ASSAY_OIDC_ISSUER is %s; give an address such as https://id.example.org (http://"
                      .formatted(wrong)
                  + " only on this machine).");
    }
    assertThatThrownBy(() -> with("ASSAY_OIDC_DESK_URL", "http://desk"))
        .hasMessage(
            "ASSAY_OIDC_DESK_URL is http://desk; give an address such as https://desk.example.org"
                + " (http:// only on this machine).");
  }

  @Test
  void halfAProviderIsNone() {
    assertThatThrownBy(() -> OidcSettings.of(Map.of("ASSAY_OIDC_CLIENT_ID", "assay")))
        .isInstanceOf(CannotStart.class)
        .hasMessage(
            "ASSAY_OIDC_CLIENT_ID is set, ASSAY_OIDC_ISSUER is not. Sign-in by a provider needs both;"
                + " set it, or neither.");
    assertThatThrownBy(() -> OidcSettings.of(Map.of("ASSAY_OIDC_ISSUER", "https://a")))
        .hasMessage(
            "ASSAY_OIDC_ISSUER is set, ASSAY_OIDC_CLIENT_ID is not. Sign-in by a provider needs both;"
                + " set it, or neither.");
  }
}
