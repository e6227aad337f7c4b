/** What a campaign will cost, before a cent is spent. */
@NullMarked
package assay.domain.cost;

import org.jspecify.annotations.NullMarked;
