/** Everything on this machine: what {@code assay up} starts, in order, and stops in the other. */
@NullMarked
package assay.workers.up;

import org.jspecify.annotations.NullMarked;
