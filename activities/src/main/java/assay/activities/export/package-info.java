/** Phase 6: the files that trainers and people read. */
@NullMarked
package assay.activities.export;

import org.jspecify.annotations.NullMarked;
