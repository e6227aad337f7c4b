@NullMarked
package assay.domain;

import org.jspecify.annotations.NullMarked;
