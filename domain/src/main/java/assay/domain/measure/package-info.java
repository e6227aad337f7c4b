/** What the labels are worth: columnar answers, and the pure functions that measure them. */
@NullMarked
package assay.domain.measure;

import org.jspecify.annotations.NullMarked;
