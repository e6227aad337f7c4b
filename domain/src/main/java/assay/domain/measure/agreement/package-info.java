/** How far people agree, corrected for chance, with intervals and what to do about it. */
@NullMarked
package assay.domain.measure.agreement;

import org.jspecify.annotations.NullMarked;
