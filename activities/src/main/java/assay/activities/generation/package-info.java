/** Phase 1: two responses to every prompt. */
@NullMarked
package assay.activities.generation;

import org.jspecify.annotations.NullMarked;
