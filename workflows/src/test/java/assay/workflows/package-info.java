@NullMarked
package assay.workflows;

import org.jspecify.annotations.NullMarked;
