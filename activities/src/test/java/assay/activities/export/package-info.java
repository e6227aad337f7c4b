/** Tests against a real PostgreSQL. */
@NullMarked
package assay.activities.export;

import org.jspecify.annotations.NullMarked;
