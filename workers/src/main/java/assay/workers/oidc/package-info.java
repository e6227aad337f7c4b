/** The client side of OpenID Connect: who somebody is, as an identity provider says. */
@NullMarked
package assay.workers.oidc;

import org.jspecify.annotations.NullMarked;
