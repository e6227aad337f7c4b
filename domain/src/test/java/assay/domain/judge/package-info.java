@NullMarked
package assay.domain.judge;

import org.jspecify.annotations.NullMarked;
