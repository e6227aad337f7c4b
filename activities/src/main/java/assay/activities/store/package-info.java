/** PostgreSQL: the connection pool, the migrations, and the rows that several phases share. */
@NullMarked
package assay.activities.store;

import org.jspecify.annotations.NullMarked;
