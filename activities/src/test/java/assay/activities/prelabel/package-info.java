@NullMarked
package assay.activities.prelabel;

import org.jspecify.annotations.NullMarked;
