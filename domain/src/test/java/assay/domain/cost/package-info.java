@NullMarked
package assay.domain.cost;

import org.jspecify.annotations.NullMarked;
