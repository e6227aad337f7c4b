/** The kernels of the statistics under JMH; bench/kernels.sh runs them. */
@NullMarked
package assay.domain.measure.bench;

import org.jspecify.annotations.NullMarked;
