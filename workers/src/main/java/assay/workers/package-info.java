/** What people start: workers, the desk, the command line, the embedded default. */
@NullMarked
package assay.workers;

import org.jspecify.annotations.NullMarked;
