/**
 * What a judge is asked, and what its answer means: message, verdict, probabilities, confidence.
 */
@NullMarked
package assay.domain.judge;

import org.jspecify.annotations.NullMarked;
