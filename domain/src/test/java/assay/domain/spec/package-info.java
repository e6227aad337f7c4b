/** What a manager may write, and every message about what they may not. */
@NullMarked
package assay.domain.spec;

import org.jspecify.annotations.NullMarked;
