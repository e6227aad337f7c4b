/** An identity provider for tests. */
@NullMarked
package assay.workers.oidc;

import org.jspecify.annotations.NullMarked;
