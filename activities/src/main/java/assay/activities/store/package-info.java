/** PostgreSQL: the one database, and the server of the embedded default. */
@NullMarked
package assay.activities.store;

import org.jspecify.annotations.NullMarked;
