/** Values from reference implementations, and the data they were computed on. */
@NullMarked
package assay.domain.measure.oracles;

import org.jspecify.annotations.NullMarked;
