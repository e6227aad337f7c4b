/** {@code assay stats}: agreement, truth inference and annotator quality of any answers file. */
@NullMarked
package assay.workers.cli.stats;

import org.jspecify.annotations.NullMarked;
