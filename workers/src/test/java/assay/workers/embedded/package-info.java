/** Tests of the embedded servers on real processes. */
@NullMarked
package assay.workers.embedded;

import org.jspecify.annotations.NullMarked;
