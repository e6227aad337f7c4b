/** Truth inference: one label per task from several fallible annotators. */
@NullMarked
package assay.domain.measure.inference;

import org.jspecify.annotations.NullMarked;
