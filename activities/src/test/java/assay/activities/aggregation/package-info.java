/** Tests against a real PostgreSQL. */
@NullMarked
package assay.activities.aggregation;

import org.jspecify.annotations.NullMarked;
