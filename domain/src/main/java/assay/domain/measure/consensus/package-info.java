/** Consensus for tasks whose answer is not one label: scores, rankings, spans, texts, dialogues. */
@NullMarked
package assay.domain.measure.consensus;

import org.jspecify.annotations.NullMarked;
