/** One item's story, told from the histories that are the evidence. */
@NullMarked
package assay.workers.story;

import org.jspecify.annotations.NullMarked;
