@NullMarked
package assay.activities.model;

import org.jspecify.annotations.NullMarked;
