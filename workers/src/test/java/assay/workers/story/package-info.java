/** Tests of item stories. */
@NullMarked
package assay.workers.story;

import org.jspecify.annotations.NullMarked;
