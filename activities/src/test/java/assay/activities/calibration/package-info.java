/** Tests of the fit between batches, against a real PostgreSQL. */
@NullMarked
package assay.activities.calibration;

import org.jspecify.annotations.NullMarked;
