/** Phase 4: experts decide what people could not. */
@NullMarked
package assay.activities.escalation;

import org.jspecify.annotations.NullMarked;
