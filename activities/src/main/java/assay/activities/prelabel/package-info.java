/** Phase 2: the judges' verdicts, before people look. */
@NullMarked
package assay.activities.prelabel;

import org.jspecify.annotations.NullMarked;
