/** A campaign's control: starting, steering and watching it, whoever asks. */
@NullMarked
package assay.workers.control;

import org.jspecify.annotations.NullMarked;
