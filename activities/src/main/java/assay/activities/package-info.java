/** How each step is done: one package per phase, and what the phases stand on. */
@NullMarked
package assay.activities;

import org.jspecify.annotations.NullMarked;
