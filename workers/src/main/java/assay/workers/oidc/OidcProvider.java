package assay.workers.oidc;

import assay.activities.desk.Logins.Identity;
import assay.workers.oidc.ProviderFailure.Kind;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.UserInfoRequest;
import com.nimbusds.openid.connect.sdk.UserInfoResponse;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.claims.UserInfo;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An identity provider that speaks OpenID Connect: the authorization code flow with PKCE (OpenID
 * Connect Core 1.0, section 3.1; RFC 7636).
 *
 * <p>Its tokens are looked at once and dropped: they are neither stored nor logged.
 */
public final class OidcProvider {
  private static final Scope SCOPE = new Scope("openid", "email", "profile");

  private final OidcSettings settings;
  private final ClientID client;
  private volatile @Nullable Discovered discovered;

  public OidcProvider(OidcSettings settings) {
    this.settings = settings;
    this.client = new ClientID(settings.clientId());
  }

  /**
   * The provider that the environment names, if it names one.
   *
   * @param notices hears why it does not work now; it is asked again at each sign-in
   */
  public static Optional<OidcProvider> of(
      Map<String, String> environment, Consumer<String> notices) {
    Optional<OidcProvider> provider = OidcSettings.of(environment).map(OidcProvider::new);
    provider
        .flatMap(OidcProvider::failure)
        .ifPresent(
            why ->
                notices.accept(
                    why + " Until it does, people sign in with their tokens; nothing else waits."));
    return provider;
  }

  public OidcSettings settings() {
    return settings;
  }

  /** Why nobody can sign in now. */
  public Optional<String> failure() {
    try {
      discovered();
      return Optional.empty();
    } catch (ProviderFailure e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Where the person's browser goes.
   *
   * @param state what must come back, see {@link Attempt#state}
   * @param callback where it comes back to
   */
  public URI authorization(Attempt attempt, String state, URI callback) {
    return new AuthenticationRequest.Builder(
            new ResponseType(ResponseType.Value.CODE), SCOPE, client, callback)
        .endpointURI(discovered().metadata().getAuthorizationEndpointURI())
        .state(new State(state))
        .nonce(new Nonce(attempt.nonce()))
        .codeChallenge(new CodeVerifier(attempt.verifier()), CodeChallengeMethod.S256)
        .build()
        .toURI();
  }

  /** Who has come back with this code. */
  public Identity identity(Attempt attempt, String code, URI callback) {
    Discovered known = discovered();
    OIDCTokens tokens = exchange(known.metadata(), attempt, code, callback);
    IDTokenClaimsSet claims = validated(known, tokens, attempt);
    String subject = claims.getSubject().getValue();
    String name = name(claims.toJSONObject());
    if (name == null && known.metadata().getUserInfoEndpointURI() != null) {
      name = name(userInfo(known.metadata(), tokens, subject));
    }
    return new Identity(claims.getIssuer().getValue(), subject, name);
  }

  /** The provider did not sign the person in, for a reason in a word of the standard's. */
  public ProviderFailure refusal(String error) {
    return new ProviderFailure(
        Kind.REFUSED,
        "%s did not sign you in (%s). Begin again; if it stays so, show this to whoever runs the desk."
            .formatted(settings.issuer(), error.matches("[a-z_]{1,50}") ? error : "no reason"),
        null);
  }

  /** Two that ask at once both find out, which does no harm. */
  private Discovered discovered() {
    Discovered known = discovered;
    if (known == null) {
      try {
        known = Discovered.of(new Issuer(settings.issuer()), client);
      } catch (GeneralException | IOException e) {
        throw away("no OpenID configuration", e);
      }
      discovered = known;
    }
    return known;
  }

  private OIDCTokens exchange(
      OIDCProviderMetadata metadata, Attempt attempt, String code, URI callback) {
    AuthorizationCodeGrant grant =
        new AuthorizationCodeGrant(
            new AuthorizationCode(code), callback, new CodeVerifier(attempt.verifier()));
    ClientAuthentication authentication = authentication(metadata);
    URI endpoint = metadata.getTokenEndpointURI();
    TokenRequest request =
        (authentication == null
                ? new TokenRequest.Builder(endpoint, client, grant)
                : new TokenRequest.Builder(endpoint, authentication, grant))
            .build();
    try {
      TokenResponse response = OIDCTokenResponseParser.parse(send(request.toHTTPRequest()));
      if (response instanceof OIDCTokenResponse success) {
        OIDCTokens tokens = success.getOIDCTokens();
        if (tokens.getIDToken() == null) {
          throw untrusted("it gave no ID token");
        }
        return tokens;
      }
      ErrorObject error = response.toErrorResponse().getErrorObject();
      throw refusal(error == null || error.getCode() == null ? "" : error.getCode());
    } catch (ParseException e) {
      throw untrusted("its tokens cannot be read");
    }
  }

  private @Nullable ClientAuthentication authentication(OIDCProviderMetadata metadata) {
    if (settings.clientSecret() == null) {
      return null;
    }
    Secret secret = new Secret(settings.clientSecret());
    List<ClientAuthenticationMethod> methods = metadata.getTokenEndpointAuthMethods();
    return methods == null || methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
        ? new ClientSecretBasic(client, secret)
        : new ClientSecretPost(client, secret);
  }

  private IDTokenClaimsSet validated(Discovered known, OIDCTokens tokens, Attempt attempt) {
    try {
      return known.tokens().validate(tokens.getIDToken(), new Nonce(attempt.nonce()));
    } catch (BadJOSEException e) {
      throw untrusted(String.valueOf(e.getMessage()));
    } catch (JOSEException e) {
      throw away("its keys cannot be had", e);
    }
  }

  /** Claims that providers keep out of ID tokens; they must be about the same person. */
  private Map<String, Object> userInfo(
      OIDCProviderMetadata metadata, OIDCTokens tokens, String subject) {
    HTTPRequest request =
        new UserInfoRequest(metadata.getUserInfoEndpointURI(), tokens.getAccessToken())
            .toHTTPRequest();
    try {
      UserInfoResponse response = UserInfoResponse.parse(send(request));
      UserInfo info =
          response.indicatesSuccess() ? response.toSuccessResponse().getUserInfo() : null;
      if (info == null) {
        return Map.of();
      }
      if (!info.getSubject().getValue().equals(subject)) {
        throw untrusted("its user info is about somebody else");
      }
      return info.toJSONObject();
    } catch (ParseException e) {
      throw untrusted("its user info cannot be read");
    }
  }

  /** An address that the provider has not verified may be anybody's. */
  private @Nullable String name(Map<String, Object> claims) {
    boolean kept =
        !settings.byEmail() || "true".equals(String.valueOf(claims.get("email_verified")));
    return kept && claims.get(settings.claim()) instanceof String name && !name.isBlank()
        ? name
        : null;
  }

  private HTTPResponse send(HTTPRequest request) {
    request.setConnectTimeout(Discovered.PATIENCE_MILLIS);
    request.setReadTimeout(Discovered.PATIENCE_MILLIS);
    request.setFollowRedirects(false);
    try {
      HTTPResponse response = request.send();
      if (response.getStatusCode() >= 500) {
        throw away("HTTP " + response.getStatusCode(), null);
      }
      return response;
    } catch (IOException e) {
      throw away("no answer", e);
    }
  }

  private ProviderFailure away(String what, @Nullable Exception cause) {
    String why = cause == null ? what : what + ": " + cause.getMessage();
    return new ProviderFailure(
        Kind.AWAY, "%s cannot sign anybody in now (%s).".formatted(settings.issuer(), why), cause);
  }

  private ProviderFailure untrusted(String why) {
    return new ProviderFailure(
        Kind.UNTRUSTED,
        "What %s says about you cannot be trusted (%s). Begin again; if it stays so, show this to whoever runs the desk."
            .formatted(settings.issuer(), why),
        null);
  }
}
