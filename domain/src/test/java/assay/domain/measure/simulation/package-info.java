/** Simulated annotators: skill, bias, fatigue and spam, with the truth known. */
@NullMarked
package assay.domain.measure.simulation;

import org.jspecify.annotations.NullMarked;
