/** Tests against a real PostgreSQL and a real Temporal server. */
@NullMarked
package assay.workers.control;

import org.jspecify.annotations.NullMarked;
