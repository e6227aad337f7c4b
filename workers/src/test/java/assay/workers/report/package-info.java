/** Tests of the report on a real PostgreSQL. */
@NullMarked
package assay.workers.report;

import org.jspecify.annotations.NullMarked;
