/** The all-in-one default: the servers that one machine runs for itself, and who may use them. */
@NullMarked
package assay.workers.embedded;

import org.jspecify.annotations.NullMarked;
