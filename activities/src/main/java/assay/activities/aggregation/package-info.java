/** Phase 5: from who decided and the evidence to one label a pair. */
@NullMarked
package assay.activities.aggregation;

import org.jspecify.annotations.NullMarked;
