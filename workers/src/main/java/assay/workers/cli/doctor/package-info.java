/** {@code assay doctor}: what this machine has, what is missing, and what to do about it. */
@NullMarked
package assay.workers.cli.doctor;

import org.jspecify.annotations.NullMarked;
