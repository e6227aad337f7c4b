/**
 * Many clients at once: that nothing is lost or doubled under them, and how fast they are served.
 */
@NullMarked
package assay.workers.load;

import org.jspecify.annotations.NullMarked;
