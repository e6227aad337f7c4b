@NullMarked
package assay.domain.policy;

import org.jspecify.annotations.NullMarked;
