/** How two responses come from one prompt. */
@NullMarked
package assay.domain.generation;

import org.jspecify.annotations.NullMarked;
