/** Phase 3: people, through the review desk. */
@NullMarked
package assay.activities.review;

import org.jspecify.annotations.NullMarked;
