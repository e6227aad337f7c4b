/** How good each annotator is, and how soon a bad one can be told. */
@NullMarked
package assay.domain.measure.quality;

import org.jspecify.annotations.NullMarked;
