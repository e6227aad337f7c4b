/** The command line as its users see it: every message in full, every exit code. */
@NullMarked
package assay.workers.cli;

import org.jspecify.annotations.NullMarked;
