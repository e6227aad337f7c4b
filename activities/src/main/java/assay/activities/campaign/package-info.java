/** What a campaign tells the store and asks of it, from its plan to its sealed histories. */
@NullMarked
package assay.activities.campaign;

import org.jspecify.annotations.NullMarked;
