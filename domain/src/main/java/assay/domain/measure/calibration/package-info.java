/** How far a judge's confidence can be taken for a probability, and how to make it one. */
@NullMarked
package assay.domain.measure.calibration;

import org.jspecify.annotations.NullMarked;
