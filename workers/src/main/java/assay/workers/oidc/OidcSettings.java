package assay.workers.oidc;

import assay.activities.store.CannotStart;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The identity provider of a house, as the environment names it.
 *
 * @param clientSecret null for a public client, which PKCE alone protects
 * @param claim what says by which name an account is linked to a person
 * @param shown what people know the provider as
 * @param desk where people reach the desk; null where they reach it at its own address
 */
public record OidcSettings(
    URI issuer,
    String clientId,
    @Nullable String clientSecret,
    String claim,
    String shown,
    @Nullable URI desk) {
  private static final String EMAIL = "email";

  private static final String ISSUER = "ASSAY_OIDC_ISSUER";
  private static final String CLIENT_ID = "ASSAY_OIDC_CLIENT_ID";
  private static final String CLIENT_SECRET = "ASSAY_OIDC_CLIENT_SECRET";
  private static final String CLAIM = "ASSAY_OIDC_CLAIM";
  private static final String NAME = "ASSAY_OIDC_NAME";
  private static final String DESK = "ASSAY_OIDC_DESK_URL";
  private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "[::1]");

  /**
   * Empty where no provider is set up; a variable without text is as good as none.
   *
   * @throws CannotStart when something is missing or wrong
   */
  public static Optional<OidcSettings> of(Map<String, String> environment) {
    String issuer = value(environment, ISSUER);
    String clientId = value(environment, CLIENT_ID);
    if (issuer == null && clientId == null) {
      return Optional.empty();
    }
    if (issuer == null || clientId == null) {
      throw new CannotStart(
          "%s is set, %s is not. Sign-in by a provider needs both; set it, or neither."
              .formatted(issuer == null ? CLIENT_ID : ISSUER, issuer == null ? ISSUER : CLIENT_ID));
    }
    URI address = address(ISSUER, issuer, "https://id.example.org");
    String desk = value(environment, DESK);
    return Optional.of(
        new OidcSettings(
            address,
            clientId,
            value(environment, CLIENT_SECRET),
            Objects.requireNonNullElse(value(environment, CLAIM), EMAIL),
            Objects.requireNonNullElse(value(environment, NAME), address.getHost()),
            desk == null ? null : address(DESK, desk, "https://desk.example.org")));
  }

  private static @Nullable String value(Map<String, String> environment, String name) {
    String value = environment.get(name);
    return value == null || value.isBlank() ? null : value.strip();
  }

  /** Without TLS anybody on the way could say who somebody is, so it is only for this machine. */
  private static URI address(String variable, String written, String example) {
    try {
      URI address = new URI(written);
      boolean kept =
          "https".equals(address.getScheme())
              || ("http".equals(address.getScheme()) && LOOPBACK.contains(address.getHost()));
      if (kept && address.getHost() != null && address.getRawQuery() == null) {
        return address;
      }
    } catch (URISyntaxException e) {
      // Said below.
    }
    throw new CannotStart(
        "%s is %s; give an address such as %s (http:// only on this machine)."
            .formatted(variable, written, example));
  }

  /** Whether accounts are linked by addresses, which must be verified. */
  public boolean byEmail() {
    return claim.equals(EMAIL);
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "%s as %s".formatted(issuer, clientId);
  }
}
