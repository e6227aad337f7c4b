@NullMarked
package assay.activities.desk;

import org.jspecify.annotations.NullMarked;
