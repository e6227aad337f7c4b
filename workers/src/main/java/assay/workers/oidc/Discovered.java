package assay.workers.oidc;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * What a provider says about itself (OpenID Connect Discovery 1.0).
 *
 * @param tokens believes an ID token for this client when one of the provider's public keys, which
 *     are read anew as they change, has signed it: neither an unsigned one nor one by a shared
 *     secret
 */
record Discovered(OIDCProviderMetadata metadata, IDTokenValidator tokens) {
  static final int PATIENCE_MILLIS = 10_000;
  private static final int MOST_BYTES = 1 << 20;

  static Discovered of(Issuer issuer, ClientID client) throws GeneralException, IOException {
    OIDCProviderMetadata metadata =
        OIDCProviderMetadata.resolve(issuer, PATIENCE_MILLIS, PATIENCE_MILLIS);
    if (metadata.getAuthorizationEndpointURI() == null || metadata.getTokenEndpointURI() == null) {
      throw new GeneralException("it names no authorization_endpoint or no token_endpoint");
    }
    Set<JWSAlgorithm> algorithms = new HashSet<>(JWSAlgorithm.Family.RSA);
    algorithms.addAll(JWSAlgorithm.Family.EC);
    var keys =
        JWKSourceBuilder.<SecurityContext>create(
                metadata.getJWKSetURI().toURL(),
                new DefaultResourceRetriever(PATIENCE_MILLIS, PATIENCE_MILLIS, MOST_BYTES))
            .refreshAheadCache(false)
            .build();
    return new Discovered(
        metadata,
        new IDTokenValidator(
            issuer, client, new JWSVerificationKeySelector<>(algorithms, keys), null));
  }
}
