/** What happens, in what order, and why: the workflows and one activity interface per phase. */
@NullMarked
package assay.workflows;

import org.jspecify.annotations.NullMarked;
