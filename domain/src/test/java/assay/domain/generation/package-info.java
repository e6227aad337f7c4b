@NullMarked
package assay.domain.generation;

import org.jspecify.annotations.NullMarked;
