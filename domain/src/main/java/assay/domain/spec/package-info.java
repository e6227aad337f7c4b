/**
 * A campaign as its manager writes it: the YAML spec and the input lines, read with every problem
 * named.
 */
@NullMarked
package assay.domain.spec;

import org.jspecify.annotations.NullMarked;
