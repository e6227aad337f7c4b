/** The command line. */
@NullMarked
package assay.workers.cli;

import org.jspecify.annotations.NullMarked;
