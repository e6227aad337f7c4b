/** What a judge's predictions add to people's labels when a mean is estimated. */
@NullMarked
package assay.domain.measure.prediction;

import org.jspecify.annotations.NullMarked;
