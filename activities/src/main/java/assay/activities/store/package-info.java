/**
 * PostgreSQL: the connection pool, the migrations, the rows that several phases share, and the
 * server of the embedded default.
 */
@NullMarked
package assay.activities.store;

import org.jspecify.annotations.NullMarked;
