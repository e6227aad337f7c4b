@NullMarked
package assay.activities.campaign;

import org.jspecify.annotations.NullMarked;
