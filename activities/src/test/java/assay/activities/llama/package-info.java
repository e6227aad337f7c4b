/** The model phases against a real model server, where one is installed. */
@NullMarked
package assay.activities.llama;

import org.jspecify.annotations.NullMarked;
