/** What the tests of every module share. */
@NullMarked
package assay.testing;

import org.jspecify.annotations.NullMarked;
