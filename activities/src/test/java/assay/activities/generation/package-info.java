@NullMarked
package assay.activities.generation;

import org.jspecify.annotations.NullMarked;
