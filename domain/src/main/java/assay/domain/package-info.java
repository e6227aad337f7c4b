/** What the words mean, and what follows from them: pure functions over immutable records. */
@NullMarked
package assay.domain;

import org.jspecify.annotations.NullMarked;
