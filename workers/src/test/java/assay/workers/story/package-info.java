/** Tests of what is told of an item. */
@NullMarked
package assay.workers.story;

import org.jspecify.annotations.NullMarked;
