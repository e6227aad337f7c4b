/** Tests against a real PostgreSQL. */
@NullMarked
package assay.activities.store;

import org.jspecify.annotations.NullMarked;
