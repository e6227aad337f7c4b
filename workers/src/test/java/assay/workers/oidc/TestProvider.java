package assay.workers.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A real identity provider over HTTP whose one user is always signed in: discovery, RSA keys, codes
 * that are good once, PKCE that is checked. Tests make it lie by its public fields.
 *
 * <p>It is at {@code localhost} while desks are at {@code 127.0.0.1}: for a browser that is another
 * site.
 */
public final class TestProvider implements AutoCloseable {
  public static final String CLIENT = "assay";
  public static final String SECRET =
      "a secret that is long enough for an HMAC, though none is used";

  /** How ID tokens are signed. */
  public enum Signing {
    RIGHT,
    OTHER_KEY,
    SHARED_SECRET,
    NONE
  }

  private record Grant(String challenge, String nonce, String redirect) {}

  public String subject = "";
  public Map<String, Object> claims = Map.of();
  public UnaryOperator<JWTClaimsSet.Builder> forge = UnaryOperator.identity();
  public Signing signing = Signing.RIGHT;
  public boolean thin; // claims only from user info
  public @Nullable String informs; // whom user info is about, if not the user
  public @Nullable String denies; // the error that browsers are sent back with
  public int fails; // the HTTP status that codes get, with no JSON; 0 for none
  public Set<String> leavesOut = Set.of(); // of its metadata and of what codes get

  /** All that nobody but the client should ever see. */
  public final List<String> secrets = new ArrayList<>(List.of(SECRET));

  private final RSAKey key = key("1");
  private final RSAKey other = key("1");
  private final boolean confidential;
  private final Map<String, Grant> grants = new ConcurrentHashMap<>();
  private final Javalin server;

  private TestProvider(boolean confidential, int port) {
    this.confidential = confidential;
    honest();
    this.server =
        Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.startup.showOldJavalinVersionWarning = false;
              config.routes.get("/.well-known/openid-configuration", c -> c.json(metadata()));
              config.routes.get("/keys", c -> c.json(new JWKSet(key).toJSONObject()));
              config.routes.get("/authorize", this::authorize);
              config.routes.post("/token", this::token);
              config.routes.get("/userinfo", this::userInfo);
            });
    server.start("127.0.0.1", port);
  }

  public static TestProvider start() {
    return new TestProvider(true, 0);
  }

  /** Its client has no secret. */
  public static TestProvider forPublicClient() {
    return new TestProvider(false, 0);
  }

  /** Comes up where another one was. */
  public static TestProvider at(int port) {
    return new TestProvider(true, port);
  }

  /** Tells the truth again, about its first user. */
  public void honest() {
    subject = "u-1";
    claims = new HashMap<>(Map.of("email", "Ana@Example.org", "email_verified", true));
    forge = UnaryOperator.identity();
    signing = Signing.RIGHT;
    thin = false;
    informs = null;
    denies = null;
    fails = 0;
    leavesOut = Set.of();
  }

  public int port() {
    return server.port();
  }

  public String issuer() {
    return "http://localhost:" + server.port();
  }

  public Map<String, String> environment() {
    return environment(port());
  }

  /** Also for one that is down. */
  public Map<String, String> environment(int port) {
    Map<String, String> environment = new HashMap<>();
    environment.put("ASSAY_OIDC_ISSUER", "http://localhost:" + port);
    environment.put("ASSAY_OIDC_CLIENT_ID", CLIENT);
    environment.put("ASSAY_OIDC_CLIENT_SECRET", confidential ? SECRET : "");
    environment.put("ASSAY_OIDC_NAME", "Example");
    return environment;
  }

  private Map<String, Object> metadata() {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("issuer", issuer());
    metadata.put("authorization_endpoint", issuer() + "/authorize");
    metadata.put("token_endpoint", issuer() + "/token");
    metadata.put("userinfo_endpoint", issuer() + "/userinfo");
    metadata.put("jwks_uri", issuer() + "/keys");
    metadata.put("response_types_supported", List.of("code"));
    metadata.put("subject_types_supported", List.of("public"));
    metadata.put("id_token_signing_alg_values_supported", List.of("RS256"));
    metadata.keySet().removeAll(leavesOut);
    return metadata;
  }

  private void authorize(Context context) {
    require(context, "response_type", "code");
    require(context, "client_id", CLIENT);
    require(context, "scope", "openid email profile");
    require(context, "code_challenge_method", "S256");
    String redirect = String.valueOf(context.queryParam("redirect_uri"));
    String answer = "error=" + denies;
    if (denies == null) {
      String code = secret();
      grants.put(
          code,
          new Grant(
              String.valueOf(context.queryParam("code_challenge")),
              String.valueOf(context.queryParam("nonce")),
              redirect));
      answer = "code=" + code;
    }
    String state = String.valueOf(context.queryParam("state"));
    context.redirect(
        redirect + "?" + answer + "&state=" + URLEncoder.encode(state, StandardCharsets.UTF_8));
  }

  private static void require(Context context, String parameter, String value) {
    if (!value.equals(context.queryParam(parameter))) {
      throw new IllegalArgumentException(parameter + ": " + context.queryParam(parameter));
    }
  }

  private void token(Context context) throws JOSEException {
    if (fails != 0) {
      context.status(fails).result("sorry");
      return;
    }
    if (!known(context)) {
      context.status(401).json(Map.of("error", "invalid_client"));
      return;
    }
    Grant grant = grants.remove(String.valueOf(context.formParam("code")));
    if (grant == null
        || !grant.redirect.equals(context.formParam("redirect_uri"))
        || !grant.challenge.equals(challenge(String.valueOf(context.formParam("code_verifier"))))) {
      context.status(400).json(Map.of("error", "invalid_grant"));
      return;
    }
    String idToken = idToken(grant);
    secrets.add(idToken);
    Map<String, Object> tokens =
        new HashMap<>(
            Map.of("access_token", secret(), "token_type", "Bearer", "id_token", idToken));
    tokens.keySet().removeAll(leavesOut);
    context.json(tokens);
  }

  private boolean known(Context context) {
    if (!confidential) {
      return CLIENT.equals(context.formParam("client_id"));
    }
    var given = context.basicAuthCredentials();
    return given != null
        && given.getUsername().equals(CLIENT)
        && given
            .getPassword()
            .equals(URLEncoder.encode(SECRET, StandardCharsets.UTF_8)); // RFC 6749, 2.3.1
  }

  private String idToken(Grant grant) throws JOSEException {
    Instant now = Instant.now();
    JWTClaimsSet.Builder builder =
        new JWTClaimsSet.Builder()
            .issuer(issuer())
            .subject(subject)
            .audience(CLIENT)
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(Duration.ofMinutes(5))))
            .claim("nonce", grant.nonce);
    if (!thin) {
      claims.forEach(builder::claim);
    }
    JWTClaimsSet set = forge.apply(builder).build();
    return switch (signing) {
      case NONE -> new PlainJWT(set).serialize();
      case RIGHT -> signed(set, JWSAlgorithm.RS256, new RSASSASigner(key));
      case OTHER_KEY -> signed(set, JWSAlgorithm.RS256, new RSASSASigner(other));
      case SHARED_SECRET -> signed(set, JWSAlgorithm.HS256, new MACSigner(SECRET));
    };
  }

  private static String signed(JWTClaimsSet set, JWSAlgorithm algorithm, JWSSigner signer)
      throws JOSEException {
    SignedJWT token = new SignedJWT(new JWSHeader.Builder(algorithm).keyID("1").build(), set);
    token.sign(signer);
    return token.serialize();
  }

  private void userInfo(Context context) {
    String token = String.valueOf(context.header("Authorization")).replaceFirst("^Bearer ", "");
    if (!secrets.contains(token)) {
      context.status(401);
      return;
    }
    Map<String, Object> info = new LinkedHashMap<>(claims);
    info.put("sub", informs == null ? subject : informs);
    context.json(info);
  }

  private String secret() {
    String secret = UUID.randomUUID().toString();
    secrets.add(secret);
    return secret;
  }

  private static String challenge(String verifier) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(
              MessageDigest.getInstance("SHA-256")
                  .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static RSAKey key(String id) {
    try {
      return new RSAKeyGenerator(2048).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.stop();
  }
}
