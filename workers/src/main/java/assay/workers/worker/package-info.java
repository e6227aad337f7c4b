/** The processes that do the queued work: one for all task queues, or one for each. */
@NullMarked
package assay.workers.worker;

import org.jspecify.annotations.NullMarked;
