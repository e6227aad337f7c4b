/** How far something other than quality moves a judge's labels, and estimates that take it out. */
@NullMarked
package assay.domain.measure.bias;

import org.jspecify.annotations.NullMarked;
