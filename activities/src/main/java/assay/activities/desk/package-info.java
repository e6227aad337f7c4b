/**
 * The review desk: who sees what now, and what people said.
 *
 * <p>Locks are always taken in the same order: a person, batches, items by number, leases by
 * number. PostgreSQL's {@code clock_timestamp()} is the one clock of all desks.
 */
@NullMarked
package assay.activities.desk;

import org.jspecify.annotations.NullMarked;
