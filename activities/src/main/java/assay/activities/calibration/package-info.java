/** Between batches: fits what the judges' confidence is worth to what people said. */
@NullMarked
package assay.activities.calibration;

import org.jspecify.annotations.NullMarked;
