/** Which unlabelled items a label would teach most about. */
@NullMarked
package assay.domain.measure.selection;

import org.jspecify.annotations.NullMarked;
