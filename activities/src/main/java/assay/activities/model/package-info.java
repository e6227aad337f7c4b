/** Talking to models: the chat client, its limits and retries, and what a chunk has to ask. */
@NullMarked
package assay.activities.model;

import org.jspecify.annotations.NullMarked;
